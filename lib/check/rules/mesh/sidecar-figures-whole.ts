import { POD_KINDS } from '../../pods.ts';
import { quantityOf } from '../../quantities.ts';
import { defineRule } from '../../rule.ts';

const FIGURES = ['proxyCPU', 'proxyCPULimit', 'proxyMemory', 'proxyMemoryLimit'] as const;

export const sidecarFiguresWhole = defineRule({
  id: 'sidecar-figures-whole',
  severity: 'info',
  kinds: POD_KINDS,
  asks: 'A pod that states one figure of its sidecar states all four: requests and limits of CPU and memory.',
  source:
    'https://istio.io/latest/docs/reference/config/annotations/; https://github.com/istio/istio/blob/master/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml; seed 003, L2',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.injection === 'no') return;
    for (const name of ['proxyCPU', 'proxyMemory'] as const) {
      const [request, limit] = [name, `${name}Limit`].map((each) => pod.annotations[`sidecar.istio.io/${each}`]);
      const [asked, most] = [quantityOf(request), quantityOf(limit)];
      if (asked === undefined || most === undefined || asked.compare(most) <= 0) continue;
      yield {
        path: `${pod.path}.metadata.annotations["sidecar.istio.io/${name}"]`,
        severity: 'error',
        message: `the sidecar requests ${request ?? ''} (${name}) and is limited to ${limit ?? ''}`,
        why: 'The API server refuses each pod: the update hangs, and a pod that ends is not made again.',
        fix: 'Write a request that is not above the limit.',
      };
    }
    const stated = FIGURES.filter((each) => pod.annotations[`sidecar.istio.io/${each}`] !== undefined);
    if (stated.length === 0 || stated.length === FIGURES.length) return;
    const lacking = FIGURES.filter((each) => !stated.includes(each));
    const counted = world
      .inNamespace('v1/ResourceQuota', pod.namespace)
      .flatMap(({ object }) => Object.keys(((object['spec'] ?? {}) as { hard?: object }).hard ?? {}));
    const refused = lacking.find((each) => counted.some((key) => key.replace('requests.', '') === KEYS[each]));
    yield {
      path: `${pod.path}.metadata.annotations`,
      ...(refused === undefined ? {} : { severity: 'warning' as const }),
      message: `${stated.join(', ')} ${stated.length === 1 ? 'is' : 'are'} stated and ${lacking.join(', ')} not: one of them makes the injector leave out the defaults of the others`,
      why:
        refused === undefined
          ? 'The sidecar runs without them, and may take all there is on the node.'
          : `The quota counts ${KEYS[refused]}, and refuses a pod of which one container does not state it.`,
      fix: `Add ${lacking.map((each) => `sidecar.istio.io/${each}`).join(', ')}.`,
    };
  },
});

/** What a quota calls each figure. */
const KEYS: Readonly<Record<(typeof FIGURES)[number], string>> = {
  proxyCPU: 'cpu',
  proxyCPULimit: 'limits.cpu',
  proxyMemory: 'memory',
  proxyMemoryLimit: 'limits.memory',
};
