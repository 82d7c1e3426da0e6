import { POD_KINDS } from '../../pods.ts';
import { at, numberAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** User and group of the proxy; what runs under this number is taken for it. @see https://istio.io/latest/docs/ops/deployment/application-requirements/ */
const PROXY = 1337;

export const sidecarUserOwn = defineRule({
  id: 'sidecar-user-own',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Programs beside a sidecar do not run as its user (1337), whose traffic is never encrypted.',
  source: 'https://istio.io/latest/docs/ops/deployment/application-requirements/#pod-requirements',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.injection !== 'yes') return;
    for (const { name, path, fields, init, image = '' } of pod.containers) {
      // Init containers run so by purpose, to get past the redirection; a proxy is one.
      if (init || name === 'istio-proxy' || /(^|\/)proxyv2([:@-]|$)/.test(image) || image === 'auto') continue;
      const own = numberAt(fields, 'securityContext.runAsUser');
      if ((own ?? numberAt(pod.spec, 'securityContext.runAsUser')) !== PROXY) continue;
      yield {
        path: `${own === undefined ? pod.specPath : path}.securityContext.runAsUser`,
        message: `container "${name}" runs as user ${PROXY}, the user of the sidecar${at(fields, 'securityContext.runAsUser') === undefined ? ' (set for the whole pod)' : ''}`,
        why: 'What it sends is taken for traffic of the proxy and goes round it: no mTLS and no routes, and peers that demand mTLS refuse it.',
        fix: 'Give the program another user.',
      };
    }
  },
});
