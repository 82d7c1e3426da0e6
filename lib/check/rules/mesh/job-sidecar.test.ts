import { cronJob, job, kube, meshed, ruleCases } from '../../testing.ts';
import { jobSidecar } from './job-sidecar.ts';

const namespace = 'blog';
const istiod = kube(
  'argoproj.io/v1alpha1/Application',
  {},
  { spec: { source: { chart: 'istiod', helm: { valuesObject: { pilot: { env: { ENABLE_NATIVE_SIDECARS: 'true' } } } } } } },
);

ruleCases(jobSidecar, {
  accepts: {
    'a namespace outside the mesh': [job({ namespace })],
    'pods that say no': [meshed(namespace), cronJob({ namespace, podAnnotations: { 'sidecar.istio.io/inject': 'false' } })],
    'a command that stops the proxy': [
      meshed(namespace),
      job({ namespace, container: { command: ['sh', '-c', 'work; curl -X POST localhost:15020/quitquitquit'] } }),
    ],
    'a proxy that ends by itself': [meshed(namespace), job({ namespace, podAnnotations: { 'sidecar.istio.io/nativeSidecar': 'true' } })],
    'a word of the agent itself': [
      meshed(namespace),
      job({ namespace, container: { command: ['pilot-agent', 'request', 'POST', 'quitquitquit'] } }),
    ],
    'a post without data': [
      meshed(namespace),
      job({
        namespace,
        container: { command: ['sh', '-c', 'work\nwget -q --post-data= -O /dev/null http://localhost:15020/quitquitquit'] },
      }),
    ],
    'one of two tools that posts': [
      meshed(namespace),
      job({
        namespace,
        container: { command: ['sh', '-c', 'work; curl -fsS -XPOST localhost:15020/quitquitquit || wget localhost:15020/quitquitquit'] },
      }),
    ],
    'native sidecars': [meshed(namespace), istiod, job({ namespace })],
  },
  refuses: {
    'a CronJob in the mesh': {
      given: [meshed(namespace), cronJob({ namespace })],
      says: 'the pods get a sidecar, as namespace "blog" injects one',
    },
    'a Job in the mesh': {
      given: [meshed(namespace), job({ namespace })],
      says: 'the pods get a sidecar, as namespace "blog" injects one',
    },
    'a proxy that is asked by GET': {
      given: [
        meshed(namespace),
        job({ namespace, container: { command: ['sh', '-c', 'work; curl -sf http://localhost:15020/quitquitquit'] } }),
      ],
      says: 'curl asks quitquitquit by GET, and the agent takes POST only',
    },
    'a tool of BusyBox that asks by GET': {
      given: [
        meshed(namespace),
        job({ namespace, container: { command: ['sh', '-c', 'work && wget -qO- http://127.0.0.1:15000/quitquitquit; exit 0'] } }),
      ],
      says: 'wget asks quitquitquit by GET, and the agent takes POST only',
    },
    'the port of the health of a gateway': {
      given: [
        meshed(namespace),
        job({ namespace, container: { command: ['sh', '-c', 'work; curl -X POST http://localhost:15021/quitquitquit'] } }),
      ],
      says: 'the proxy is told to end on port 15021, where nobody reads it',
    },
  },
});
