import { itemsAt, join, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const jobSidecar = defineRule({
  id: 'job-sidecar',
  severity: 'error',
  kinds: ['batch/v1/Job', 'batch/v1/CronJob'],
  asks: 'Pods that are meant to end get no sidecar, or stop it themselves.',
  source: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/; seed 002, D-16',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes') return;
    const words = pod.containers.flatMap(({ fields }) => [...itemsAt(fields, 'command'), ...itemsAt(fields, 'args')]);
    if (words.some((word) => text(word)?.includes('quitquitquit') === true) || nativeSidecars(world)) return;

    yield {
      path: join(`${pod.path}.metadata.annotations`, 'sidecar.istio.io/inject'),
      message: `the pods get a sidecar, as namespace "${pod.namespace}" injects one`,
      why: 'The proxy runs on after the work is done, so the Job never completes and the next one waits or piles up; init containers have no network before the proxy starts.',
      fix: 'Set the pod annotation sidecar.istio.io/inject: "false".',
    };
  },
});

/** istiod told to inject native sidecars, which end with the pod's own containers. */
function nativeSidecars(world: World): boolean {
  const setting = /ENABLE_NATIVE_SIDECARS\\?"?:\s*\\?"?true/;
  return world.once('native sidecars', () =>
    world.ofKind('argoproj.io/v1alpha1/Application').some(({ object }) => setting.test(JSON.stringify(object['spec']))),
  );
}
