// fails: From a restart with an empty cache, every visitor gets an answer
// hint: What is a connection doing while others wait for it?
import type { Playbook } from 'loadbearing/drill'

const playbook: Playbook = async ({ edit }) => {
  await edit('settings.json', (text) => text.replace('"servers": 2', '"servers": 4'))
}

export default playbook
