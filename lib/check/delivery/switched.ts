import { at, itemsAt, text, textAt } from '../read.ts';
import type { Passed } from './scopes.ts';

type Values = (values: unknown) => string | undefined;

const SWITCH = 'Switch it on in the values of the chart, or remove the object.';

/** Off by default: one of these values has to be true. */
function needs(first: string, ...others: readonly string[]): Values {
  return (values) =>
    [first, ...others].some((path) => text(at(values, path)) === 'true')
      ? undefined
      : `${first} is ${textAt(values, first) ?? 'not set, and off by default'}`;
}

/** On by default. */
function spared(path: string): Values {
  return (values) => (text(at(values, path)) === 'false' ? `${path} is false` : undefined);
}

function manned(path: string): Values {
  return (values) => (textAt(values, path) === '0' ? `${path} is 0` : undefined);
}

function list(chart: string, name: string, group: string, kinds: string, by: Values, more: Partial<Passed> = {}): readonly Passed[] {
  return kinds.split(' ').map((kind) => ({ name, chart, kind: `${group}/${kind}`, by, fix: SWITCH, ...more }));
}

function cilium(kinds: string, by: Values, more: Partial<Passed> = {}): readonly Passed[] {
  return list('cilium', 'Cilium', 'cilium.io/v2', kinds, by, more);
}

/** Rules of Kyverno that the controller in the background carries out. */
function inBackground(object: unknown): boolean {
  return itemsAt(object, 'spec.rules').some((rule) => at(rule, 'generate') !== undefined || itemsAt(rule, 'mutate.targets').length > 0);
}

/** Kinds for which a part of a chart has to be switched on, from its values.yaml. */
export const SWITCHED: readonly Passed[] = [
  ...cilium('CiliumClusterwideNetworkPolicy', needs('hostFirewall.enabled'), {
    when: (object) =>
      at(object, 'spec.nodeSelector') !== undefined || itemsAt(object, 'specs').some((each) => at(each, 'nodeSelector') !== undefined),
  }),
  ...cilium('CiliumEgressGatewayPolicy', needs('egressGateway.enabled')),
  ...cilium('CiliumL2AnnouncementPolicy', needs('l2announcements.enabled')),
  ...cilium('CiliumBGPClusterConfig CiliumBGPPeerConfig CiliumBGPAdvertisement CiliumBGPPeeringPolicy', needs('bgpControlPlane.enabled')),
  ...cilium('CiliumLocalRedirectPolicy', needs('localRedirectPolicies.enabled', 'localRedirectPolicy')),
  ...cilium(
    'CiliumEnvoyConfig CiliumClusterwideEnvoyConfig',
    needs('envoyConfig.enabled', 'ingressController.enabled', 'gatewayAPI.enabled'),
  ),
  ...list('kyverno', 'Kyverno', 'kyverno.io/v1', 'ClusterPolicy Policy', spared('backgroundController.enabled'), { when: inBackground }),
  ...list('kyverno', 'Kyverno', 'kyverno.io/v2', 'CleanupPolicy ClusterCleanupPolicy', spared('cleanupController.enabled')),
  ...list(
    'argo-cd',
    'Argo CD',
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    (values) => spared('applicationSet.enabled')(values) ?? manned('applicationSet.replicas')(values),
  ),
  ...list('metallb', 'MetalLB', 'metallb.io/v1beta1', 'L2Advertisement BGPAdvertisement', spared('speaker.enabled')),
  ...list('kube-prometheus-stack', 'Alertmanager', 'monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', spared('alertmanager.enabled')),
  ...list(
    'traefik',
    'Traefik',
    'traefik.io/v1alpha1',
    'IngressRoute IngressRouteTCP Middleware',
    spared('providers.kubernetesCRD.enabled'),
  ),
  ...list('vpa', 'The vertical autoscaler', 'autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', spared('updater.enabled'), {
    when: (object) =>
      textAt(object, 'spec.updatePolicy.updateMode') !== 'Off' && textAt(object, 'spec.updatePolicy.updateMode') !== 'Initial',
  }),
];
