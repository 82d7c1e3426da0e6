import type { World } from '../world.ts';
import { optionValues } from './script-calls.ts';
import type { Command } from './shell.ts';

/** `kubectl create deployment NAME`, `kubectl expose … --name=NAME`. */
export function madeByHand(around: readonly Command[], name: string): boolean {
  return around.some(
    ({ name: program, words }) =>
      (program === 'kubectl' || program === 'argocd') &&
      words.some(({ text }) => text === 'create' || text === 'run' || text === 'expose') &&
      words.some(({ text }) => text === name || text === `--name=${name}`),
  );
}

/** Programs that bring objects which no file of the tree says, and manifests from elsewhere. */
export function installsElsewhere(around: readonly Command[]): boolean {
  return around.some(
    (command) =>
      /^(istioctl|cilium|linkerd|helm|helmfile|flux|operator-sdk|kind)$/.test(command.name) ||
      (command.name === 'minikube' && command.words[1]?.text === 'addons') ||
      (command.name === 'kubectl' &&
        optionValues(command, '-f', '--filename', '-k', '--kustomize').some((each) => /^(https?:|github\.com|-$|\$)/.test(each))),
  );
}

/** Objects of operators put their name before what they make. */
export function madeByOperator(world: World, name: string): boolean {
  const names = world.once('names of custom objects', () => {
    const own = /^(apps|batch|autoscaling|policy|argoproj\.io|slipway\.dev|monitoring\.coreos\.com|[\w.]+\.k8s\.io|[\w.]+\.istio\.io)\//;
    return new Set(
      world.objects.flatMap(({ object }) => (object.apiVersion.includes('/') && !own.test(object.apiVersion) ? object.metadata.name : [])),
    );
  });
  return startsOf(name).some((start) => names.has(start));
}

/** A release may make it, in whatever namespace. */
export function fromChart(world: World, name: string): boolean {
  const starts = world.once('beginnings that installers give', () => {
    return new Set(world.everywhere.installers().map(({ manifest }) => manifest.object.metadata.name));
  });
  return Array.from(name, (_, index) => name.slice(0, index + 1)).some((start) => starts.has(start));
}

/** `a-b-c` → itself, `a-b`, `a`. */
function startsOf(name: string): readonly string[] {
  return [name, ...[...name.matchAll(/-/g)].map(({ index }) => name.slice(0, index))];
}
