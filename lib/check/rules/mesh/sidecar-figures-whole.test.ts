import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { sidecarFiguresWhole } from './sidecar-figures-whole.ts';

const app = (...figures: readonly string[]): ReturnType<typeof deployment> =>
  deployment({ namespace: 'shop', podAnnotations: Object.fromEntries(figures.map((each) => [`sidecar.istio.io/${each}`, '100m'])) });
const quota = (...keys: readonly string[]): ReturnType<typeof kube> =>
  kube('v1/ResourceQuota', { name: 'q', namespace: 'shop' }, { spec: { hard: Object.fromEntries(keys.map((key) => [key, '8'])) } });
const SAYS =
  'proxyCPU, proxyCPULimit are stated and proxyMemory, proxyMemoryLimit not: one of them makes the injector leave out the defaults of the others';

ruleCases(sidecarFiguresWhole, {
  accepts: {
    'all four': [meshed('shop'), app('proxyCPU', 'proxyCPULimit', 'proxyMemory', 'proxyMemoryLimit')],
    'none, the defaults hold': [meshed('shop'), app(), quota('limits.memory')],
    'a pod without a sidecar': [kube('v1/Namespace', { name: 'shop' }), app('proxyCPU')],
  },
  refuses: {
    'two of four': { given: [meshed('shop'), app('proxyCPU', 'proxyCPULimit')], says: SAYS },
    'a request above the limit': {
      given: [
        meshed('shop'),
        deployment({
          namespace: 'shop',
          podAnnotations: Object.fromEntries(
            Object.entries({ proxyCPU: '500m', proxyCPULimit: '200m', proxyMemory: '64Mi', proxyMemoryLimit: '256Mi' }).map(
              ([name, value]) => [`sidecar.istio.io/${name}`, value],
            ),
          ),
        }),
      ],
      says: 'the sidecar requests 500m (proxyCPU) and is limited to 200m',
    },
    'two of four under a quota': { given: [meshed('shop'), app('proxyCPU', 'proxyCPULimit'), quota('limits.memory')], says: SAYS },
  },
});
