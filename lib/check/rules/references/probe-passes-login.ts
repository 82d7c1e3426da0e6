import { portOf } from '../../mesh/sidecar.ts';
import { POD_KINDS } from '../../pods.ts';
import { lockOf } from '../../programs/locked-pages.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export const probePassesLogin = defineRule({
  id: 'probe-passes-login',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Probes ask for a page that needs no login, or bring one.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      for (const probe of PROBES) {
        const get = at(container.fields, `${probe}.httpGet`);
        if (pod === undefined || get === undefined) continue;
        if (itemsAt(get, 'httpHeaders').some((each) => /^authorization$/i.test(textAt(each, 'name') ?? ''))) continue;
        const path = textAt(get, 'path') ?? '/';
        const lock = lockOf({ path, port: portOf(pod, at(get, 'port')) }, container, pod, world);
        if (lock === undefined) continue;
        yield {
          path: `${container.path}.${probe}.httpGet`,
          message: `the ${probe} of "${container.name}" asks for ${path} without a login, and ${lock}`,
          why: `The answer is 401: ${probe === 'readinessProbe' ? 'the pod never gets ready, and no Service sends it anything' : 'the kubelet restarts a program that works, again and again'}.`,
          fix: 'Ask for a page that is open to all, or open the port only (tcpSocket).',
        };
        break;
      }
    }
  },
});
