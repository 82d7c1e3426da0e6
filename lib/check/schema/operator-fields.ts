import { kindKey } from '../rule.ts';

/** Fields that Go's time.ParseDuration reads: hours are its largest unit. */
const DURATIONS: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io/v1alpha1/Application': ['spec.syncPolicy.retry.backoff.duration', 'spec.syncPolicy.retry.backoff.maxDuration'],
  'cert-manager.io/v1/Certificate': ['spec.duration', 'spec.renewBefore'],
  'external-secrets.io/v1/ClusterExternalSecret': ['spec.refreshTime'],
  'external-secrets.io/v1/ExternalSecret': ['spec.refreshInterval'],
  'helm.toolkit.fluxcd.io/v2/HelmRelease': ['spec.interval', 'spec.timeout'],
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': ['spec.interval', 'spec.retryInterval', 'spec.timeout'],
  'source.toolkit.fluxcd.io/v1/GitRepository': ['spec.interval', 'spec.timeout'],
  'source.toolkit.fluxcd.io/v1/HelmRepository': ['spec.interval', 'spec.timeout'],
  'velero.io/v1/Backup': ['spec.ttl', 'spec.csiSnapshotTimeout', 'spec.itemOperationTimeout'],
  'velero.io/v1/Schedule': ['spec.template.ttl', 'spec.template.csiSnapshotTimeout', 'spec.template.itemOperationTimeout'],
};

/** Fields with a schedule of five fields. */
const SCHEDULES: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io/v1alpha1/CronWorkflow': ['spec.schedule'],
  'kyverno.io/v2/CleanupPolicy': ['spec.schedule'],
  'kyverno.io/v2/ClusterCleanupPolicy': ['spec.schedule'],
  'longhorn.io/v1beta2/RecurringJob': ['spec.cron'],
  'velero.io/v1/Schedule': ['spec.schedule'],
};

/** Words of operators whose definitions are not at hand. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'core.k8sgpt.ai/v1alpha1/K8sGPT': {
    'spec.ai.backend':
      'amazonbedrock amazonsagemaker azureopenai cohere customrest google googlevertexai groq huggingface ibmwatsonxai localai noopai oci ollama openai'.split(
        ' ',
      ),
  },
  'policies.kyverno.io/v1/ValidatingPolicy': { 'spec.validationActions': ['Audit', 'Deny', 'Warn'] },
};
/** Fields of such objects: a name that is nearly one of them is a slip. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'core.k8sgpt.ai/v1alpha1/K8sGPT': {
    'spec.ai':
      'anonymized autoRemediation backOff backend baseUrl enabled engine language maxTokens model providerId proxyEndpoint region secret topk'.split(
        ' ',
      ),
  },
};

/** Fields of objects of operators whose values the API server takes as any text, by the kind's key. */
export const OPERATOR_FIELDS = {
  durations: keyed(DURATIONS),
  schedules: keyed(SCHEDULES),
  choices: keyed(CHOICES),
  names: keyed(FIELDS),
};

/** Kinds that have one of them. */
export const OPERATOR_KINDS = [...new Set([...Object.keys(DURATIONS), ...Object.keys(SCHEDULES), ...Object.keys(CHOICES)])];

function keyed<T>(lists: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(lists).map(([kind, each]) => [kindKey(kind), each]));
}
