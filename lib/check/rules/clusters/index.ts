import type { Rule } from '../../rule.ts';
import { addressPoolsApart } from './address-pools-apart.ts';
import { applicationClusterAgrees } from './application-cluster-agrees.ts';
import { applicationsetPreserves } from './applicationset-preserves.ts';
import { applicationsetTemplate } from './applicationset-template.ts';
import { backupPlaceOwn } from './backup-place-own.ts';
import { balancerAddressOwn } from './balancer-address-own.ts';
import { clusterIdentityUnique } from './cluster-identity-unique.ts';
import { clusterLabelOwn } from './cluster-label-own.ts';
import { clusterPolicyNamed } from './cluster-policy-named.ts';
import { clusterRangesApart } from './cluster-ranges-apart.ts';
import { clusterSecretWorks } from './cluster-secret-works.ts';
import { destinationRegistered } from './destination-registered.ts';
import { globalServiceFits } from './global-service-fits.ts';
import { meshNetworkLabelled } from './mesh-network-labelled.ts';
import { meshPeersAgree } from './mesh-peers-agree.ts';
import { meshSettingsAgree } from './mesh-settings-agree.ts';
import { remoteSecretWorks } from './remote-secret-works.ts';
import { vaultMountOwn } from './vault-mount-own.ts';
import { vaultPolicyReads } from './vault-policy-reads.ts';
import { vaultRoleSigns } from './vault-role-signs.ts';
import { vaultSetupAgrees } from './vault-setup-agrees.ts';

/** What several clusters must agree on, or must not share. */
export const clustersRules: readonly Rule[] = [
  addressPoolsApart,
  applicationClusterAgrees,
  applicationsetPreserves,
  applicationsetTemplate,
  backupPlaceOwn,
  balancerAddressOwn,
  clusterIdentityUnique,
  clusterLabelOwn,
  clusterPolicyNamed,
  clusterRangesApart,
  clusterSecretWorks,
  destinationRegistered,
  globalServiceFits,
  meshNetworkLabelled,
  meshPeersAgree,
  meshSettingsAgree,
  remoteSecretWorks,
  vaultMountOwn,
  vaultPolicyReads,
  vaultRoleSigns,
  vaultSetupAgrees,
];
