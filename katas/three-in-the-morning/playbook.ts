import type { Playbook } from 'loadbearing/drill'

// Nobody wakes up.
const playbook: Playbook = async () => {}

export default playbook
