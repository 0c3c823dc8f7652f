import { CourseError } from '../../errors.ts'
import { identifyNginx, readSharedFile } from '../ask-nginx.ts'
import { errorLogName, nginxConfiguration, shortPatience } from '../nginx-options.ts'
import type { NginxComplaint, NginxFiles, NginxPlace, NginxProcess } from '../nginx-process.ts'
import { pollUntil } from '../poll-until.ts'
import type { Engine } from './engine.ts'
import { runInContainer, tryInContainer } from './engine-calls.ts'
import { type NginxContainer, nginxParent } from './nginx-container.ts'

const answerLimitMs = 5000
/** The exit code by which a script says that nginx refuses its configuration, in the words that it wrote. */
const refused = 90

/** One nginx in a container, in a folder and at a port of its own. It may run already. */
export function openContainerNginx(engine: Engine, container: NginxContainer, id: string, port: number): NginxProcess {
  const { containerId, warmPort, published } = container
  const readFile = (name: string, fromByte: number) => readSharedFile(warmPort, `${id}/${name}`, fromByte)
  const folder = `${nginxParent}/${id}`
  const place: NginxPlace = published
    ? { listen: `0.0.0.0:${port}`, appHost: published.machineAddress, folder }
    : { listen: `127.0.0.1:${port}`, appHost: '127.0.0.1', folder }
  const hostPort = published ? (published.hostPorts[port] ?? 0) : port
  const apply = async (files: NginxFiles, script: string): Promise<NginxComplaint> => {
    const variables = environmentFor(place.listen, files)
    const { exitCode, output } = await tryInContainer(
      engine,
      containerId,
      writeScript(folder, files) + script,
      variables,
    )
    if (exitCode === refused) return output
    if (exitCode !== 0) throw failed(output)
    return undefined
  }
  return {
    record: { id, port: hostPort },
    place,
    start: async (files) => {
      const complaint = await apply(files, `${killScript(folder)}\nnginx -p ${folder} -c ${folder}/nginx.conf 2>&1`)
      if (complaint !== undefined) return complaint
      const isThere = await pollUntil(() => identifyNginx(hostPort), { withinMs: answerLimitMs, everyMs: 5 })
      if (!isThere) throw failed(await readFile(errorLogName, 0))
      return undefined
    },
    reload: (files) => apply(files, reloadScript(folder)),
    stop: () => runInContainer(engine, containerId, killScript(folder)),
    readFile,
    remove: () => runInContainer(engine, containerId, `${killScript(folder)}\nrm -rf ${folder}`),
  }
}

/** Ends every nginx of the container, and removes its files, except the warm one and those of the named folders. */
export async function removeOtherNginx(engine: Engine, { containerId }: NginxContainer, kept: readonly string[]) {
  const { output } = await tryInContainer(engine, containerId, `ls ${nginxParent}`)
  const others = output.split('\n').filter((id) => id !== '' && !kept.includes(id))
  const scripts = others.map((id) => `${killScript(`${nginxParent}/${id}`)}\nrm -rf ${nginxParent}/${id}`)
  if (scripts.length > 0) await runInContainer(engine, containerId, scripts.join('\n'))
}

/** Texts travel by the environment: as words of a script they could be read as commands. */
function environmentFor(listen: string, files: NginxFiles): Record<string, string> {
  const texts = files.map(([, text], index) => [`KATA_FILE_${index}`, text] as const)
  return { ...shortPatience, KATA_CONFIGURATION: nginxConfiguration({ listen, files }), ...Object.fromEntries(texts) }
}

function writeScript(folder: string, files: NginxFiles): string {
  const lines = files.map(([name], index) => `printf %s "$KATA_FILE_${index}" > '${name}'`)
  return `mkdir -p ${folder} && cd ${folder} || exit 1
printf %s "$KATA_CONFIGURATION" > nginx.conf
${lines.join('\n')}
nginx -p ${folder} -c ${folder}/nginx.conf -t > test.log 2>&1 || { cat test.log; exit ${refused}; }
`
}

/** Master and workers are one group. Waits until all are gone, as their port can't be taken before. */
function killScript(folder: string): string {
  return `if [ -f ${folder}/nginx.pid ]; then
  pid=$(cat ${folder}/nginx.pid); rm -f ${folder}/nginx.pid; kill -9 "-$pid" 2>/dev/null
  while kill -0 "-$pid" 2>/dev/null; do sleep 0.005; done
fi
true`
}

/** Old workers say when they accept no more. */
function reloadScript(folder: string): string {
  const count = `grep -c 'gracefully shutting down' ${folder}/${errorLogName}`
  return `before=$(${count})
kill -HUP "$(cat ${folder}/nginx.pid)" || exit 1
for round in $(seq 500); do
  [ "$(${count})" -gt "$before" ] && exit 0
  sleep 0.01
done
tail -n 5 ${folder}/${errorLogName}; exit 1`
}

function failed(output: string): CourseError {
  return new CourseError('SERVICE_LOST', { message: `nginx could not be started in its container: ${output.trim()}` })
}
