import { releasesOf } from '../hosts/releases.ts';
import { at, fieldsAt, items, text, textsAt } from '../read.ts';
import type { World } from '../world.ts';

/** Whether Argo CD in this namespace takes plain HTTP; `undefined` where its settings are not shown. */
export function takesPlainHttp(world: World, namespace: string): boolean | undefined {
  const params = world.find('v1/ConfigMap', namespace, 'argocd-cmd-params-cm')?.object;
  if (params !== undefined && textsAt(params, 'data')['server.insecure'] !== undefined)
    return textsAt(params, 'data')['server.insecure'] === 'true';
  const [release] = releasesOf(world).filter(({ chart, namespace: place }) => chart === 'argo-cd' && place === namespace);
  if (release === undefined || release.open === true || release.values === undefined) return undefined;
  const { values } = release;
  const insecure = fieldsAt(values, 'configs.params')['server.insecure'];
  const args = [...items(at(values, 'server.extraArgs')), ...items(at(values, 'server.additionalArgs'))].map((each) => text(each) ?? '');
  return insecure === true || insecure === 'true' || args.some((each) => /^--insecure(=true)?$/.test(each));
}
