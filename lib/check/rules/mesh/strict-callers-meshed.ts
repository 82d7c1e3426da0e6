import { plainCalls, type PlainCall } from '../../mesh/plain-callers.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { addTo } from '../../../values/multimap.ts';

export const strictCallersMeshed = defineRule({
  id: 'strict-callers-meshed',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Pods that call others who demand mTLS call them through a sidecar of their own.',
  source:
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/; https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers',
  *check(manifest, world) {
    const calls = plainCalls(world).get(manifest) ?? [];
    const pod = calls[0]?.flow.from.pod;
    if (pod === undefined) return;
    const byReason = new Map<string, PlainCall[]>();
    for (const call of calls) addTo(byReason, call.how, call);
    for (const [how, same] of byReason) {
      const ends = [...new Map(same.map((each) => [`${each.flow.to.name} ${each.flow.port}`, each])).values()];
      const policies = [...new Set(same.map(({ policy }) => policy))].join(', ');
      yield {
        path: how.startsWith('sends') ? `${pod.path}.metadata.annotations` : pod.specPath,
        // A text that others read, too, may name what this program never calls.
        severity: same.some(({ flow }) => flow.sure) ? 'error' : 'warning',
        message: `${manifest.object.kind} ${manifest.object.metadata.name} ${how}, and calls ${ends.slice(0, 3).map(words).join(', ')}${ends.length > 3 ? ` and ${ends.length - 3} more` : ''}, where PeerAuthentication ${policies} demands mTLS (STRICT)`,
        why: 'The sidecar of the other end resets every connection without a certificate of the mesh: the program sees a closed connection, tries again, and gives up.',
        fix: fixOf(how),
      };
    }
  },
});

function words({ flow: { to, port, because } }: PlainCall): string {
  return `${to.name} on port ${port} (${because})`;
}

function fixOf(how: string): string {
  if (how.startsWith('keeps'))
    return 'Take the label istio.io/dataplane-mode: none away, so that the proxy of the node encrypts these calls.';
  if (how.startsWith('sends')) return 'Take the annotation away, so that the sidecar encrypts these calls.';
  return how.includes('init container')
    ? 'Let the program itself wait and try again, or run proxies as native sidecars (ENABLE_NATIVE_SIDECARS of istiod).'
    : 'Let the pods have a sidecar (and a Job end it), or give the other end a PeerAuthentication of its own with PERMISSIVE for this port.';
}
