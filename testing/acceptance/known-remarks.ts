import type { Known } from './answers.ts';

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
};
