import { workspaceConfig } from '../runner/src/kit/vitest-config.ts'
export default workspaceConfig()
