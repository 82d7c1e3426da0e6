import type { Known } from './answers.ts';

const OTHER_REPOSITORY = "It is a path of the Gateway API's own repository, and the engine has ours alone.";
const NO_DEFINITION = 'The operator brings the definition, and the engine has none of it.';

/** What engines remark of our output and we want as it is, by cluster. One that nobody makes any more has to go. */
export const KNOWN_REMARKS: Readonly<Record<string, readonly Known[]>> = {
  'solid-cloud': [
    {
      engine: 'apiserver',
      object: 'Application argocd/titanium-prod',
      says: 'prefer a domain-qualified finalizer name',
      because: "It is Argo CD's own name for its finalizer (seed 003, section 17).",
    },
  ],
  mgmt: [
    ...['mgmt', 'app1', 'app2'].map((cluster): Known => ({
      engine: 'argo-cd',
      object: `Application argocd/${cluster}-gateway-api`,
      status: 'refused',
      says: 'path config/crd/standard is not in the output',
      because: OTHER_REPOSITORY,
    })),
    ...['google', 'openai'].map((backend): Known => ({
      engine: 'apiserver',
      object: `K8sGPT k8sgpt/k8sgpt-${backend}`,
      status: 'unknown-kind',
      says: 'the server has no kind K8sGPT',
      because: NO_DEFINITION,
    })),
  ],
};
