import { clientTls, peerMode, reachedPods } from '../../mesh.ts';
import { meshConfigs } from '../../mesh/settings.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';

export const strictMtlsOriginated = defineRule({
  id: 'strict-mtls-originated',
  severity: 'error',
  kinds: ['security.istio.io/v1/PeerAuthentication'],
  asks: 'Where automatic mTLS is switched off, a DestinationRule speaks it to each Service whose pods demand it.',
  source: 'https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#auto-mutual-tls',
  *check(manifest, world) {
    if (!meshConfigs(world).some((config) => at(config, 'enableAutoMtls') === false)) return;
    const plain = new Set<string>();
    for (const pod of reachedPods(manifest, world)) {
      if (pod.injection !== 'yes') continue;
      for (const service of world.servicesOf(pod)) {
        const isPlain = servicePorts(service.object).some((each) => {
          const { mode, policy } = peerMode(world, pod, podPort(each, pod));
          return mode === 'STRICT' && policy === manifest && clientTls(world, service, each.port) === undefined;
        });
        if (isPlain) plain.add(service.object.metadata.name);
      }
    }
    if (plain.size === 0) return;
    yield {
      path: 'spec.mtls.mode',
      message: `STRICT, while meshConfig.enableAutoMtls is false and no DestinationRule says ISTIO_MUTUAL for ${[...plain].sort().join(', ')}`,
      why: 'Sidecars of callers speak plain text, which those of the servers refuse: every call ends with 503.',
      fix: 'Take enableAutoMtls: false out of the mesh configuration, or add a DestinationRule with tls mode ISTIO_MUTUAL.',
    };
  },
});
