// fails: From a restart with an empty cache, every visitor gets an answer
// hint: What is a connection doing while others wait for it?
import type { Playbook } from 'loadbearing/drill'

// The dashboard turns green after a while, and stays so until somebody restarts Redis.
const playbook: Playbook = async ({ edit, redis }) => {
  await redis('FLUSHALL')
  await edit('settings.json', (text) => text.replace('"cacheSeconds": 3', '"cacheSeconds": 3600'))
}

export default playbook
