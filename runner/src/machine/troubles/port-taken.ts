import type { Trouble } from '../trouble.ts'

export const portTaken: Trouble = {
  code: 'port-taken',
  part: 'ports',
  symptom: 'A port of docker-compose.yml is held by another program',
  cause:
    'Compose can not start that server. The runner itself takes any port that is free, so that no kata waits for it.',
  remedy: 'Another port: `KATA_REDIS_PORT=16380 docker compose up -d`. Or end the program that `kata doctor` names.',
  find: ({ ports }) =>
    ports.taken.map(({ port, service, variable, holder }) => ({
      state: 'note',
      found: `${port}, of ${service} in docker-compose.yml, is held by ${holder ?? 'another program'}`,
      means: 'No kata needs it: the runner takes ports that are free. Only `docker compose up` does.',
      mend: `export ${variable}=${port + 1}`,
    })),
}
