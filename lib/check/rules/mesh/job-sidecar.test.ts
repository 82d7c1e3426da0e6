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
  },
});
