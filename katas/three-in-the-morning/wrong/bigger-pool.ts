// fails: From a restart with an empty cache, every visitor gets an answer
// hint: What is a connection doing while others wait for it?
import type { Playbook } from 'loadbearing/drill'

// Nobody waits for a connection any more. Forty of them wait for two processors.
const playbook: Playbook = async ({ edit }) => {
  await edit('settings.json', (text) => text.replace('"poolSize": 2', '"poolSize": 20'))
}

export default playbook
