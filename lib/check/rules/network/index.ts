import type { Rule } from '../../rule.ts';
import { arpStrict } from './arp-strict.ts';
import { authorizationAllows } from './authorization-allows.ts';
import { authorizationFitsPorts } from './authorization-fits-ports.ts';
import { authorizationNeedsMtls } from './authorization-needs-mtls.ts';
import { authorizationSourceExists } from './authorization-source-exists.ts';
import { ciliumCidrOutside } from './cilium-cidr-outside.ts';
import { ciliumDenyActs } from './cilium-deny-acts.ts';
import { ciliumEmptySelector } from './cilium-empty-selector.ts';
import { ciliumFqdnDns } from './cilium-fqdn-dns.ts';
import { ciliumL7Readable } from './cilium-l7-readable.ts';
import { ciliumNamespaceLabel } from './cilium-namespace-label.ts';
import { ciliumPolicyValid } from './cilium-policy-valid.ts';
import { ciliumServicesRule } from './cilium-services-rule.ts';
import { databaseGuarded } from './database-guarded.ts';
import { egressMeetsIngress } from './egress-meets-ingress.ts';
import { flowPasses } from './flow-passes.ts';
import { gatewayAnnotationsAct } from './gateway-annotations-act.ts';
import { hostNetworkDns } from './host-network-dns.ts';
import { kubeadmFitsCni } from './kubeadm-fits-cni.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';
import { metallbAddress } from './metallb-address.ts';
import { metallbConfigured } from './metallb-configured.ts';
import { metallbPrefix } from './metallb-prefix.ts';
import { nodeAddressOnHost } from './node-address-on-host.ts';
import { oneCni } from './one-cni.ts';
import { openUnused } from './open-unused.ts';
import { policyControlPlane } from './policy-control-plane.ts';
import { policyDirectionCounts } from './policy-direction-counts.ts';
import { policyDns } from './policy-dns.ts';
import { policyPortListens } from './policy-port-listens.ts';
import { policySelectsPods } from './policy-selects-pods.ts';
import { poolAnnounced } from './pool-announced.ts';
import { poolOnNodeNetwork } from './pool-on-node-network.ts';
import { rewriteKeepsRest } from './rewrite-keeps-rest.ts';
import { tunnelConfigSound } from './tunnel-config-sound.ts';

/** Addresses, network policies, and policies of the mesh about who may call whom. */
export const networkRules: readonly Rule[] = [
  arpStrict,
  authorizationAllows,
  authorizationFitsPorts,
  authorizationNeedsMtls,
  authorizationSourceExists,
  ciliumCidrOutside,
  ciliumDenyActs,
  ciliumEmptySelector,
  ciliumFqdnDns,
  ciliumL7Readable,
  ciliumNamespaceLabel,
  ciliumPolicyValid,
  ciliumServicesRule,
  databaseGuarded,
  egressMeetsIngress,
  flowPasses,
  gatewayAnnotationsAct,
  hostNetworkDns,
  kubeadmFitsCni,
  loadBalancerIp,
  metallbAddress,
  metallbConfigured,
  metallbPrefix,
  nodeAddressOnHost,
  oneCni,
  openUnused,
  policyControlPlane,
  policyDirectionCounts,
  policyDns,
  policyPortListens,
  policySelectsPods,
  poolAnnounced,
  poolOnNodeNetwork,
  rewriteKeepsRest,
  tunnelConfigSound,
];
