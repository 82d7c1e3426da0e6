import type { Rule } from '../../rule.ts';
import { accountMay } from './account-may.ts';
import { acmeGatewayAdmits } from './acme-gateway-admits.ts';
import { acmeSolverChosen } from './acme-solver-chosen.ts';
import { acmeSolverWorks } from './acme-solver-works.ts';
import { actuatorKeptInside } from './actuator-kept-inside.ts';
import { adminClosed } from './admin-closed.ts';
import { capabilitiesSuffice } from './capabilities-suffice.ts';
import { certificateFieldsFit } from './certificate-fields-fit.ts';
import { certificateRequestsChosen } from './certificate-requests-chosen.ts';
import { certificateUsable } from './certificate-usable.ts';
import { chartNeedsPrivileges } from './chart-needs-privileges.ts';
import { chartPasswordSet } from './chart-password-set.ts';
import { corsLimited } from './cors-limited.ts';
import { firewallNarrow } from './firewall-narrow.ts';
import { hostLeftAlone } from './host-left-alone.ts';
import { iamConditionMatches } from './iam-condition-matches.ts';
import { imageFirstParty } from './image-first-party.ts';
import { imagePinned } from './image-pinned.ts';
import { imagePullSecret } from './image-pull-secret.ts';
import { ingressEncrypted } from './ingress-encrypted.ts';
import { javaTempWritable } from './java-temp-writable.ts';
import { kubectlRightsSuffice } from './kubectl-rights-suffice.ts';
import { kyvernoPolicySound } from './kyverno-policy-sound.ts';
import { kyvernoPolicyValid } from './kyverno-policy-valid.ts';
import { kyvernoRulesReach } from './kyverno-rules-reach.ts';
import { kyvernoStandsApart } from './kyverno-stands-apart.ts';
import { loginRequired } from './login-required.ts';
import { noLiteralSecret } from './no-literal-secret.ts';
import { noSecretObject } from './no-secret-object.ts';
import { nonRootPossible } from './non-root-possible.ts';
import { podSecurityAdmits } from './pod-security-admits.ts';
import { podSecurityEffective } from './pod-security-effective.ts';
import { policyActs } from './policy-acts.ts';
import { policyAdmitsObjects } from './policy-admits-objects.ts';
import { policyAdmitsTree } from './policy-admits-tree.ts';
import { policyExceptionFits } from './policy-exception-fits.ts';
import { policySparesPlatform } from './policy-spares-platform.ts';
import { quarantineDenies } from './quarantine-denies.ts';
import { rbacGroupFits } from './rbac-group-fits.ts';
import { rbacNarrow } from './rbac-narrow.ts';
import { rbacWordsKnown } from './rbac-words-known.ts';
import { readOnlyRootWrites } from './read-only-root-writes.ts';
import { renewalArrives } from './renewal-arrives.ts';
import { resourceNameKnown } from './resource-name-known.ts';
import { responseDryRun } from './response-dry-run.ts';
import { rightsTakeEffect } from './rights-take-effect.ts';
import { sealedSecretOpens } from './sealed-secret-opens.ts';
import { secretEncodedOnce } from './secret-encoded-once.ts';
import { secretStoreSound } from './secret-store-sound.ts';
import { secretStrong } from './secret-strong.ts';
import { securityContextSet } from './security-context-set.ts';
import { terraformStateApart } from './terraform-state-apart.ts';
import { tlsVerified } from './tls-verified.ts';
import { tokenGiven } from './token-given.ts';
import { tokenNeeded } from './token-needed.ts';
import { tokenShort } from './token-short.ts';
import { valuesImagePinned } from './values-image-pinned.ts';

/** Images, secrets, rights, responses. */
export const securityRules: readonly Rule[] = [
  accountMay,
  acmeGatewayAdmits,
  acmeSolverChosen,
  acmeSolverWorks,
  actuatorKeptInside,
  adminClosed,
  capabilitiesSuffice,
  certificateFieldsFit,
  certificateRequestsChosen,
  certificateUsable,
  chartNeedsPrivileges,
  chartPasswordSet,
  corsLimited,
  firewallNarrow,
  hostLeftAlone,
  iamConditionMatches,
  imageFirstParty,
  imagePinned,
  imagePullSecret,
  ingressEncrypted,
  javaTempWritable,
  kubectlRightsSuffice,
  kyvernoPolicySound,
  kyvernoPolicyValid,
  kyvernoRulesReach,
  kyvernoStandsApart,
  loginRequired,
  noLiteralSecret,
  noSecretObject,
  nonRootPossible,
  podSecurityAdmits,
  podSecurityEffective,
  policyActs,
  policyAdmitsObjects,
  policyAdmitsTree,
  policyExceptionFits,
  policySparesPlatform,
  quarantineDenies,
  rbacGroupFits,
  rbacNarrow,
  rbacWordsKnown,
  readOnlyRootWrites,
  renewalArrives,
  resourceNameKnown,
  responseDryRun,
  rightsTakeEffect,
  sealedSecretOpens,
  secretEncodedOnce,
  secretStoreSound,
  secretStrong,
  securityContextSet,
  terraformStateApart,
  tlsVerified,
  tokenGiven,
  tokenNeeded,
  tokenShort,
  valuesImagePinned,
];
