import { deployment, ruleCases } from '../../testing.ts';
import { probeCanFail } from './probe-can-fail.ts';

const probe = (kind: string, ...command: readonly string[]) => deployment({ container: { [kind]: { exec: { command } } } });
const sh = (script: string, kind = 'livenessProbe') => probe(kind, 'sh', '-c', script);

ruleCases(probeCanFail, {
  accepts: {
    'a command of the program': [probe('livenessProbe', 'redis-cli', 'ping'), probe('readinessProbe', 'pg_isready', '-U', 'app')],
    'a program that is looked for by its name': [probe('livenessProbe', 'pidof', 'vault'), sh('pgrep nginx'), sh('ps aux | grep [n]ginx')],
    'a grep that leaves itself out': [sh('ps aux | grep worker | grep -v grep'), sh('ps -C worker')],
    'a script that says no': [sh('curl -f http://localhost/ || exit 1'), sh('if [ ! -f /ready ]; then exit 1; fi; exit 0')],
    'what only warns on the way': [sh('rm -f /tmp/x || true; test -f /tmp/alive')],
    'a probe by HTTP': [deployment({ container: { livenessProbe: { httpGet: { path: '/', port: 80 } } } })],
  },
  refuses: {
    'a search that finds itself': {
      given: [sh('ps aux | grep consul')],
      says: 'the livenessProbe of container "app" cannot fail: "ps | grep consul" finds the grep itself',
    },
    'a failure that is passed over': {
      given: [sh('curl -s http://localhost:8080/health || true', 'readinessProbe')],
      says: 'the readinessProbe of container "app" cannot fail: it ends with "|| true"',
    },
    'a script that always ends well': {
      given: [sh('curl -s http://localhost:8080/health\nexit 0')],
      says: 'the livenessProbe of container "app" cannot fail: it ends with "exit 0"',
    },
    'a command that asks nobody': {
      given: [probe('startupProbe', '/bin/true'), probe('livenessProbe', 'echo', 'ok')],
      says: [
        'the livenessProbe of container "app" cannot fail: "echo" asks nobody',
        'the startupProbe of container "app" cannot fail: "true" says yes to everything',
      ],
    },
  },
});
