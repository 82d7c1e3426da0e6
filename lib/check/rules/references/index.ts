import type { Rule } from '../../rule.ts';
import { addressVariablesPlain } from './address-variables-plain.ts';
import { brokerAddressReachable } from './broker-address-reachable.ts';
import { builtImageDeployed } from './built-image-deployed.ts';
import { certificateCoversHost } from './certificate-covers-host.ts';
import { chartVersionsAgree } from './chart-versions-agree.ts';
import { classExists } from './class-exists.ts';
import { composeAgrees } from './compose-agrees.ts';
import { composeFormValid } from './compose-form-valid.ts';
import { composePathsExist } from './compose-paths-exist.ts';
import { composePortsListen } from './compose-ports-listen.ts';
import { composeReaches } from './compose-reaches.ts';
import { composeVariablesInside } from './compose-variables-inside.ts';
import { composeWaitsHealthy } from './compose-waits-healthy.ts';
import { configExists } from './config-exists.ts';
import { configFilesMounted } from './config-files-mounted.ts';
import { configKeyExists } from './config-key-exists.ts';
import { connectionsRetiredFirst } from './connections-retired-first.ts';
import { databaseLetsIn } from './database-lets-in.ts';
import { databaseLoginAgrees } from './database-login-agrees.ts';
import { databaseNameAgrees } from './database-name-agrees.ts';
import { databaseTlsAgrees } from './database-tls-agrees.ts';
import { dnsFilterFits } from './dns-filter-fits.ts';
import { dnsSourcesFit } from './dns-sources-fit.ts';
import { downwardFieldsKnown } from './downward-fields-known.ts';
import { etcdctlSpeaksTls } from './etcdctl-speaks-tls.ts';
import { externalNamePort } from './external-name-port.ts';
import { externalSecretMerges } from './external-secret-merges.ts';
import { externalSecretOwner } from './external-secret-owner.ts';
import { externalSecretReads } from './external-secret-reads.ts';
import { gatewayClassServed } from './gateway-class-served.ts';
import { governingServiceExists } from './governing-service-exists.ts';
import { handedFilesAgree } from './handed-files-agree.ts';
import { helmChartMaintained } from './helm-chart-maintained.ts';
import { helmComponentOnce } from './helm-component-once.ts';
import { helmDefaultAddress } from './helm-default-address.ts';
import { helmReleaseOnce } from './helm-release-once.ts';
import { imageListens } from './image-listens.ts';
import { imageMaintained } from './image-maintained.ts';
import { imageNameValid } from './image-name-valid.ts';
import { imagePulled } from './image-pulled.ts';
import { imageTagForm } from './image-tag-form.ts';
import { imageVariablesGiven } from './image-variables-given.ts';
import { ingressHostOnce } from './ingress-host-once.ts';
import { jdbcLogInPossible } from './jdbc-log-in-possible.ts';
import { kustomizationImageWins } from './kustomization-image-wins.ts';
import { kustomizationListsFiles } from './kustomization-lists-files.ts';
import { kustomizationNameReference } from './kustomization-name-reference.ts';
import { kustomizationNamespaceSpares } from './kustomization-namespace-spares.ts';
import { kustomizationOrphan } from './kustomization-orphan.ts';
import { kustomizationPatchRemoves } from './kustomization-patch-removes.ts';
import { kustomizationPatchTarget } from './kustomization-patch-target.ts';
import { kustomizationPrefixOnce } from './kustomization-prefix-once.ts';
import { kustomizationResourceExists } from './kustomization-resource-exists.ts';
import { loginTakesOwnPassword } from './login-takes-own-password.ts';
import { monitorSelects } from './monitor-selects.ts';
import { mountedFileExists } from './mounted-file-exists.ts';
import { namedObjectExists } from './named-object-exists.ts';
import { namespaceExists } from './namespace-exists.ts';
import { nodePortOnce } from './node-port-once.ts';
import { nodePortOpened } from './node-port-opened.ts';
import { objectDefinedOnce } from './object-defined-once.ts';
import { objectUsed } from './object-used.ts';
import { ownHostServes } from './own-host-serves.ts';
import { placeholderLeft } from './placeholder-left.ts';
import { podReferencesExist } from './pod-references-exist.ts';
import { probePassesLogin } from './probe-passes-login.ts';
import { probePort } from './probe-port.ts';
import { pullSecretFits } from './pull-secret-fits.ts';
import { referenceGranted } from './reference-granted.ts';
import { roleBindingExists } from './role-binding-exists.ts';
import { routeAttaches } from './route-attaches.ts';
import { routeBackendExists } from './route-backend-exists.ts';
import { secretReferenceExists } from './secret-reference-exists.ts';
import { secretTemplateFilled } from './secret-template-filled.ts';
import { secretVariablesKnown } from './secret-variables-known.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';
import { selectorStable } from './selector-stable.ts';
import { serviceLinksApart } from './service-links-apart.ts';
import { serviceSelectsOne } from './service-selects-one.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';
import { serviceTargetPort } from './service-target-port.ts';
import { siteAddressRouted } from './site-address-routed.ts';
import { stageOwnAddresses } from './stage-own-addresses.ts';
import { stageOwnMode } from './stage-own-mode.ts';
import { storageClassExists } from './storage-class-exists.ts';
import { storeSchemeAgrees } from './store-scheme-agrees.ts';
import { targetExists } from './target-exists.ts';
import { tokenSecretAccount } from './token-secret-account.ts';
import { uniqueNames } from './unique-names.ts';
import { uploadSizeAgrees } from './upload-size-agrees.ts';
import { urlHostExists } from './url-host-exists.ts';
import { urlPortExists } from './url-port-exists.ts';
import { urlSchemeAgrees } from './url-scheme-agrees.ts';
import { urlSchemeWritten } from './url-scheme-written.ts';
import { variableDefined } from './variable-defined.ts';
import { variablesGivenOnce } from './variables-given-once.ts';
import { vaultInjectorReads } from './vault-injector-reads.ts';
import { vaultInjectorRuns } from './vault-injector-runs.ts';
import { vaultIssuerSigns } from './vault-issuer-signs.ts';
import { vaultSchemeAgrees } from './vault-scheme-agrees.ts';
import { volumeUsed } from './volume-used.ts';
import { workloadsOverlap } from './workloads-overlap.ts';

/** What one object names and another has. */
export const referencesRules: readonly Rule[] = [
  addressVariablesPlain,
  brokerAddressReachable,
  builtImageDeployed,
  certificateCoversHost,
  chartVersionsAgree,
  classExists,
  composeAgrees,
  composeFormValid,
  composePathsExist,
  composePortsListen,
  composeReaches,
  composeVariablesInside,
  composeWaitsHealthy,
  configExists,
  configFilesMounted,
  configKeyExists,
  connectionsRetiredFirst,
  databaseLetsIn,
  databaseLoginAgrees,
  databaseNameAgrees,
  databaseTlsAgrees,
  dnsFilterFits,
  dnsSourcesFit,
  downwardFieldsKnown,
  etcdctlSpeaksTls,
  externalNamePort,
  externalSecretMerges,
  externalSecretOwner,
  externalSecretReads,
  gatewayClassServed,
  governingServiceExists,
  handedFilesAgree,
  helmChartMaintained,
  helmComponentOnce,
  helmDefaultAddress,
  helmReleaseOnce,
  imageListens,
  imageMaintained,
  imageNameValid,
  imagePulled,
  imageTagForm,
  imageVariablesGiven,
  ingressHostOnce,
  jdbcLogInPossible,
  kustomizationImageWins,
  kustomizationListsFiles,
  kustomizationNameReference,
  kustomizationNamespaceSpares,
  kustomizationOrphan,
  kustomizationPatchRemoves,
  kustomizationPatchTarget,
  kustomizationPrefixOnce,
  kustomizationResourceExists,
  loginTakesOwnPassword,
  monitorSelects,
  mountedFileExists,
  namedObjectExists,
  namespaceExists,
  nodePortOnce,
  nodePortOpened,
  objectDefinedOnce,
  objectUsed,
  ownHostServes,
  placeholderLeft,
  podReferencesExist,
  probePassesLogin,
  probePort,
  pullSecretFits,
  referenceGranted,
  roleBindingExists,
  routeAttaches,
  routeBackendExists,
  secretReferenceExists,
  secretTemplateFilled,
  secretVariablesKnown,
  selectorMatchesTemplate,
  selectorStable,
  serviceLinksApart,
  serviceSelectsOne,
  serviceSelectsPods,
  serviceTargetPort,
  siteAddressRouted,
  stageOwnAddresses,
  stageOwnMode,
  storageClassExists,
  storeSchemeAgrees,
  targetExists,
  tokenSecretAccount,
  uniqueNames,
  uploadSizeAgrees,
  urlHostExists,
  urlPortExists,
  urlSchemeAgrees,
  urlSchemeWritten,
  variableDefined,
  variablesGivenOnce,
  vaultInjectorReads,
  vaultInjectorRuns,
  vaultIssuerSigns,
  vaultSchemeAgrees,
  volumeUsed,
  workloadsOverlap,
];
