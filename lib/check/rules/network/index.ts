import type { Rule } from '../../rule.ts';
import { announcementActs } from './announcement-acts.ts';
import { arpStrict } from './arp-strict.ts';
import { authorizationAllows } from './authorization-allows.ts';
import { authorizationFitsPorts } from './authorization-fits-ports.ts';
import { authorizationNeedsMtls } from './authorization-needs-mtls.ts';
import { authorizationPathsArrive } from './authorization-paths-arrive.ts';
import { authorizationPathsMatch } from './authorization-paths-match.ts';
import { authorizationSourceExists } from './authorization-source-exists.ts';
import { balancerAddressOffered } from './balancer-address-offered.ts';
import { balancerClassServed } from './balancer-class-served.ts';
import { calicoPolicyValid } from './calico-policy-valid.ts';
import { calicoPoolFits } from './calico-pool-fits.ts';
import { ciliumCidrOutside } from './cilium-cidr-outside.ts';
import { ciliumDenyActs } from './cilium-deny-acts.ts';
import { ciliumEmptySelector } from './cilium-empty-selector.ts';
import { ciliumFqdnDns } from './cilium-fqdn-dns.ts';
import { ciliumHttpMatches } from './cilium-http-matches.ts';
import { ciliumL7Readable } from './cilium-l7-readable.ts';
import { ciliumNamesReach } from './cilium-names-reach.ts';
import { ciliumNamespaceLabel } from './cilium-namespace-label.ts';
import { ciliumNamespacesKnown } from './cilium-namespaces-known.ts';
import { ciliumPolicyValid } from './cilium-policy-valid.ts';
import { ciliumServicesRule } from './cilium-services-rule.ts';
import { corefileAnswers } from './corefile-answers.ts';
import { databaseGuarded } from './database-guarded.ts';
import { doorLetIn } from './door-let-in.ts';
import { egressMeetsIngress } from './egress-meets-ingress.ts';
import { firewallPassesOverlay } from './firewall-passes-overlay.ts';
import { flowPasses } from './flow-passes.ts';
import { gatewayAnnotationsAct } from './gateway-annotations-act.ts';
import { gatewayClientsNameless } from './gateway-clients-nameless.ts';
import { gatewayRouteOnce } from './gateway-route-once.ts';
import { hostNetworkDns } from './host-network-dns.ts';
import { ingressControllerOwn } from './ingress-controller-own.ts';
import { ingressSnippetsAllowed } from './ingress-snippets-allowed.ts';
import { kubeadmFitsCni } from './kubeadm-fits-cni.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';
import { metallbAddress } from './metallb-address.ts';
import { metallbConfigured } from './metallb-configured.ts';
import { metallbPrefix } from './metallb-prefix.ts';
import { nodeAddressOnHost } from './node-address-on-host.ts';
import { nodeResolvesNames } from './node-resolves-names.ts';
import { oneCni } from './one-cni.ts';
import { openUnused } from './open-unused.ts';
import { policyAddressReal } from './policy-address-real.ts';
import { policyApiServer } from './policy-api-server.ts';
import { policyControlPlane } from './policy-control-plane.ts';
import { policyDirectionCounts } from './policy-direction-counts.ts';
import { policyDns } from './policy-dns.ts';
import { policyPortListens } from './policy-port-listens.ts';
import { policySelectsPods } from './policy-selects-pods.ts';
import { poolAnnounced } from './pool-announced.ts';
import { poolGivesAddresses } from './pool-gives-addresses.ts';
import { poolOnNodeNetwork } from './pool-on-node-network.ts';
import { rewriteKeepsRest } from './rewrite-keeps-rest.ts';
import { routeBackendEncrypts } from './route-backend-encrypts.ts';
import { sharedAddressFits } from './shared-address-fits.ts';
import { tokenPrincipalAgrees } from './token-principal-agrees.ts';
import { tunnelConfigSound } from './tunnel-config-sound.ts';
import { tunnelOriginFits } from './tunnel-origin-fits.ts';
import { tunnelReachesRoute } from './tunnel-reaches-route.ts';
import { tunnelStarts } from './tunnel-starts.ts';

/** Addresses, network policies, and policies of the mesh about who may call whom. */
export const networkRules: readonly Rule[] = [
  announcementActs,
  arpStrict,
  authorizationAllows,
  authorizationFitsPorts,
  authorizationNeedsMtls,
  authorizationPathsArrive,
  authorizationPathsMatch,
  authorizationSourceExists,
  balancerAddressOffered,
  balancerClassServed,
  calicoPolicyValid,
  calicoPoolFits,
  ciliumCidrOutside,
  ciliumDenyActs,
  ciliumEmptySelector,
  ciliumFqdnDns,
  ciliumHttpMatches,
  ciliumL7Readable,
  ciliumNamesReach,
  ciliumNamespaceLabel,
  ciliumNamespacesKnown,
  ciliumPolicyValid,
  ciliumServicesRule,
  corefileAnswers,
  databaseGuarded,
  doorLetIn,
  egressMeetsIngress,
  firewallPassesOverlay,
  flowPasses,
  gatewayAnnotationsAct,
  gatewayClientsNameless,
  gatewayRouteOnce,
  hostNetworkDns,
  ingressControllerOwn,
  ingressSnippetsAllowed,
  kubeadmFitsCni,
  loadBalancerIp,
  metallbAddress,
  metallbConfigured,
  metallbPrefix,
  nodeAddressOnHost,
  nodeResolvesNames,
  oneCni,
  openUnused,
  policyAddressReal,
  policyApiServer,
  policyControlPlane,
  policyDirectionCounts,
  policyDns,
  policyPortListens,
  policySelectsPods,
  poolAnnounced,
  poolGivesAddresses,
  poolOnNodeNetwork,
  rewriteKeepsRest,
  routeBackendEncrypts,
  sharedAddressFits,
  tokenPrincipalAgrees,
  tunnelConfigSound,
  tunnelOriginFits,
  tunnelReachesRoute,
  tunnelStarts,
];
