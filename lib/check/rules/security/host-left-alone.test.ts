import { daemonSet, deployment, ruleCases } from '../../testing.ts';
import { hostLeftAlone } from './host-left-alone.ts';

const pod = (fields: object) => deployment({ pod: { ...fields } });
const host = (path: string) => ({ volumes: [{ name: 'host', hostPath: { path } }] });

ruleCases(hostLeftAlone, {
  accepts: {
    'a plain pod': [deployment()],
    'an agent of the node': [
      daemonSet({ name: 'node-exporter', container: { securityContext: { privileged: true } }, pod: { hostPID: true, ...host('/') } }),
    ],
    'a capability that is no danger': [deployment({ container: { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } } })],
    'a folder of its own on the node': [pod(host('/var/lib/shop'))],
    'a setting of the kernel before the start': [
      deployment({
        pod: {
          initContainers: [
            {
              name: 'init',
              image: 'busybox:1',
              command: ['sysctl', '-w', 'vm.max_map_count=262144'],
              securityContext: { privileged: true },
            },
          ],
        },
      }),
    ],
  },
  refuses: {
    'a privileged program': {
      given: [deployment({ container: { securityContext: { privileged: true } } })],
      says: 'container "app" is privileged',
    },
    'the network of the node': { given: [pod({ hostNetwork: true })], says: 'the pod has hostNetwork' },
    'the socket of Docker': {
      given: [pod(host('/var/run/docker.sock'))],
      says: 'the volume "host" is /var/run/docker.sock, the socket of the container runtime',
    },
    'the root folder': { given: [pod(host('/'))], says: 'the volume "host" is /, a folder of the node that everything hangs on' },
    'nearly all rights': {
      given: [deployment({ container: { securityContext: { capabilities: { add: ['CAP_SYS_ADMIN'] } } } })],
      says: 'container "app" gets the capability SYS_ADMIN',
    },
  },
});
