import { at } from '../../read.ts';
import { AUTHORIZATION_POLICY } from '../../network/authorization/policies.ts';
import { refusedRequests, type RefusedRequest } from '../../network/authorization/refused-requests.ts';
import { defineRule } from '../../rule.ts';

export const authorizationAllows = defineRule({
  id: 'authorization-allows',
  severity: 'error',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'AuthorizationPolicies let in every request that the tree shows to be sent.',
  source:
    'https://istio.io/latest/docs/concepts/security/#implicit-enablement; https://istio.io/latest/docs/reference/config/security/authorization-policy/',
  *check(manifest, world) {
    for (const { flow, judged } of refusedRequests(world).get(manifest) ?? []) {
      const path = judged.path ?? 'spec';
      yield {
        path:
          judged.misses === 'path'
            ? `${path}.to`
            : path === 'spec.rules' && at(manifest.object, 'spec.rules') === undefined
              ? 'spec'
              : path,
        message: `${flow.from.name} is refused by ${flow.to.name} on port ${flow.port} (${flow.because}): ${reason(flow, judged)}`,
        why: 'The sidecar of the server answers 403 "RBAC: access denied", or resets a connection that is not HTTP, before the program sees anything.',
        fix: fix(flow, judged),
        ...(flow.sure ? {} : { severity: 'warning' as const }),
      };
    }
  },
});

function reason({ httpPath = '' }: RefusedRequest['flow'], { misses, path = 'spec.rules' }: RefusedRequest['judged']): string {
  switch (misses) {
    case 'path':
      return `${path} allows other paths, not ${httpPath}`;
    case 'port':
      return `${path} allows other ports`;
    case 'source':
      return `${path} allows other sources`;
    case 'http':
      return `${path} has conditions on HTTP, and the port carries none`;
    default:
      return path === 'spec.rules' ? 'no rule allows it' : `${path} denies it`;
  }
}

function fix({ port, httpPath = '', from }: RefusedRequest['flow'], { misses, path = 'spec.rules' }: RefusedRequest['judged']): string {
  switch (misses) {
    case 'path':
      return `Add "${httpPath.replace(/\/?$/, '*')}" to the paths of ${path}.`;
    case 'port':
      return `Add "${port}" to the ports of ${path}: they are those of the pod, not of the Service.`;
    case 'http':
      return `Use ports, principals and namespaces only in ${path}.`;
    case 'source':
      return from.peer.kind === 'pod'
        ? `Add the identity of ${from.name} to the sources of ${path}, and let it speak mTLS.`
        : `Add ${from.name} to the sources of ${path}.`;
    default:
      return path === 'spec.rules' ? 'Add a rule for it to spec.rules.' : `Narrow ${path}.`;
  }
}
