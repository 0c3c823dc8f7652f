// fails: From a restart with an empty cache, every visitor gets an answer
// hint: What is a connection doing while others wait for it?
import type { Playbook } from 'loadbearing/drill'

const playbook: Playbook = async ({ restart }) => {
  await Promise.all([restart('shop-1'), restart('shop-2'), restart('worker')])
}

export default playbook
