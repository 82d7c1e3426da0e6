import { jobsOf, someStep, textOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, fields, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Programs that build or judge manifests before they are merged. */
const VALIDATES =
  /\b(kustomize\s+build|kubectl\s+(kustomize|diff|apply\b[^\n]*--dry-run)|kubeconform|kubeval|kube-linter|kube-score|conftest|polaris|datree|pluto|kubescape|checkov|trivy\s+config|helm\s+(lint|template)|helmfile\s+(lint|template|diff)|ct\s+lint|istioctl\s+analyze|slipway|argocd\s+app\s+diff|flux\s+(build|diff)|flate|flux-local|cdk8s\s+synth|kubepug|yamllint|skaffold\s+render)\b/;
const ACTIONS =
  /(kubeconform|kubeval|kustomize|kube-linter|kube-score|datree|checkov|conftest|helm\/chart-testing|trivy|yamllint|slipway|polaris)/i;

export const workflowValidatesManifests = defineRule({
  id: 'workflow-validates-manifests',
  severity: 'info',
  kinds: [WORKFLOW],
  asks: 'Where Argo CD or Flux delivers from the repository, some workflow builds or judges the manifests before they are merged.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/ci_automation/',
  *check(manifest, world) {
    const workflows = world.ofKind(WORKFLOW);
    const speaker = world.once('first workflow', () => [...workflows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))[0]);
    if (speaker !== manifest || !delivers(world) || world.once('manifests are validated', () => workflows.some(validates))) return;
    yield {
      path: 'workflow.on',
      message: `none of the ${workflows.length} workflows builds or validates the manifests`,
      why: 'A broken overlay reaches the main branch unseen, and Argo CD is the first to notice: the Application stays in ComparisonError.',
      fix: 'Add a job on pull_request that runs kustomize build (or helm template) with kubeconform, or slipway check, over the manifest folders.',
    };
  },
});

function validates(manifest: WorldObject): boolean {
  const called = jobsOf(manifest).some((job) => ACTIONS.test(textAt(job.fields, 'uses') ?? ''));
  return (
    called ||
    someStep(
      manifest,
      (step) => VALIDATES.test(textOf(step)) || (step.action !== undefined && ACTIONS.test(step.action) && !isImageScan(step.inputs)),
    )
  );
}

/** Trivy looks at images unless told to look at configuration. */
function isImageScan(inputs: unknown): boolean {
  return at(inputs, 'image-ref') !== undefined || (fields(inputs)['scan-type'] !== undefined && fields(inputs)['scan-type'] !== 'config');
}

function delivers(world: World): boolean {
  const flux = world.ofKind('kustomize.toolkit.fluxcd.io/v1/Kustomization').length > 0;
  return flux || world.everywhere.installers().some((each) => each.sources.some(({ folder }) => folder !== undefined));
}

function nameOf({ file, object }: WorldObject): string {
  return file ?? object.metadata.name;
}
