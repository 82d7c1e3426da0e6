import type { KubeObject } from '../../manifest/manifest.ts';
import { argoChecks } from './custom/argo.ts';
import { istioChecks } from './custom/istio.ts';
import type { FieldsJudge } from './judges.ts';
import type { Report } from './problem.ts';

/** What the webhooks and controllers of custom resources demand beside their schemas: by `<group>/<kind>`. */
const KINDS: ReadonlyMap<string, FieldsJudge> = new Map([...Object.entries(istioChecks), ...Object.entries(argoChecks)]);

export function judgeKind(object: KubeObject, report: Report): void {
  const slash = object.apiVersion.indexOf('/');
  if (slash !== -1) KINDS.get(`${object.apiVersion.slice(0, slash)}/${object.kind}`)?.(object, '', report);
}
