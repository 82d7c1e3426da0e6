import type { Rule } from '../../rule.ts';
import { addressPoolsApart } from './address-pools-apart.ts';
import { applicationChartOnce } from './application-chart-once.ts';
import { applicationClusterAgrees } from './application-cluster-agrees.ts';
import { applicationsetDestinationVaries } from './applicationset-destination-varies.ts';
import { applicationsetGenerators } from './applicationset-generators.ts';
import { applicationsetParamsWhole } from './applicationset-params-whole.ts';
import { applicationsetPreserves } from './applicationset-preserves.ts';
import { applicationsetRolls } from './applicationset-rolls.ts';
import { applicationsetTemplate } from './applicationset-template.ts';
import { backupPlaceOwn } from './backup-place-own.ts';
import { balancerAddressAsked } from './balancer-address-asked.ts';
import { balancerAddressOwn } from './balancer-address-own.ts';
import { clusterGeneratorChooses } from './cluster-generator-chooses.ts';
import { clusterIdentityUnique } from './cluster-identity-unique.ts';
import { clusterLabelOwn } from './cluster-label-own.ts';
import { clusterPolicyNamed } from './cluster-policy-named.ts';
import { clusterRangesApart } from './cluster-ranges-apart.ts';
import { clusterSecretWorks } from './cluster-secret-works.ts';
import { destinationRegistered } from './destination-registered.ts';
import { globalServiceFits } from './global-service-fits.ts';
import { kubeadmClustersApart } from './kubeadm-clusters-apart.ts';
import { meshAuthorityRead } from './mesh-authority-read.ts';
import { meshAuthorityShared } from './mesh-authority-shared.ts';
import { meshNetworkLabelled } from './mesh-network-labelled.ts';
import { meshPeersAgree } from './mesh-peers-agree.ts';
import { meshSettingsAgree } from './mesh-settings-agree.ts';
import { remoteSecretGiven } from './remote-secret-given.ts';
import { remoteSecretWorks } from './remote-secret-works.ts';
import { vaultAuditMounted } from './vault-audit-mounted.ts';
import { vaultKeysAddressed } from './vault-keys-addressed.ts';
import { vaultKeysKept } from './vault-keys-kept.ts';
import { vaultLivesFit } from './vault-lives-fit.ts';
import { vaultLoginAdmits } from './vault-login-admits.ts';
import { vaultMountOwn } from './vault-mount-own.ts';
import { vaultPolicyReads } from './vault-policy-reads.ts';
import { vaultRoleSigns } from './vault-role-signs.ts';
import { vaultSetupAgrees } from './vault-setup-agrees.ts';

/** What several clusters must agree on, or must not share. */
export const clustersRules: readonly Rule[] = [
  addressPoolsApart,
  applicationChartOnce,
  applicationClusterAgrees,
  applicationsetDestinationVaries,
  applicationsetGenerators,
  applicationsetParamsWhole,
  applicationsetPreserves,
  applicationsetRolls,
  applicationsetTemplate,
  backupPlaceOwn,
  balancerAddressAsked,
  balancerAddressOwn,
  clusterGeneratorChooses,
  clusterIdentityUnique,
  clusterLabelOwn,
  clusterPolicyNamed,
  clusterRangesApart,
  clusterSecretWorks,
  destinationRegistered,
  globalServiceFits,
  kubeadmClustersApart,
  meshAuthorityRead,
  meshAuthorityShared,
  meshNetworkLabelled,
  meshPeersAgree,
  meshSettingsAgree,
  remoteSecretGiven,
  remoteSecretWorks,
  vaultAuditMounted,
  vaultKeysAddressed,
  vaultKeysKept,
  vaultLivesFit,
  vaultLoginAdmits,
  vaultMountOwn,
  vaultPolicyReads,
  vaultRoleSigns,
  vaultSetupAgrees,
];
