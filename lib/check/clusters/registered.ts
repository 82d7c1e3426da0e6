import type { KubeObject } from '../../manifest/manifest.ts';
import { documentKind } from '../document.ts';
import { itemsAt, fieldsAt, textAt, textsAt } from '../read.ts';
import type { Labels } from '../selector.ts';
import type { World } from '../world.ts';
import { secretContents } from './contents.ts';
import { everywhere, type Placed } from './where.ts';

/** A cluster that Argo CD is told about. */
export interface Registered extends Placed {
  readonly path: string;
  readonly labels: Labels;
  /** `undefined` where an operator fills it in. */
  readonly name: string | undefined;
  readonly server: string | undefined;
  /** Keys that the Secret will have; `undefined` where nobody knows. */
  readonly keys: readonly string[] | undefined;
}

const TYPE = 'argocd.argoproj.io/secret-type';

/** Secrets of clusters: written out, or as External Secrets and Sealed Secrets make them. */
export const REGISTRY_KINDS = ['v1/Secret', 'external-secrets.io/v1/ExternalSecret', 'bitnami.com/v1alpha1/SealedSecret'] as const;

export function registered(world: World): readonly Registered[] {
  return world.everywhere.once('registered clusters', () =>
    everywhere(world, ...REGISTRY_KINDS).flatMap((each) => {
      const found = registrationIn(each.manifest.object);
      return found === undefined ? [] : [{ ...each, ...found }];
    }),
  );
}

/** What a Secret, or what makes one, tells Argo CD of a cluster. */
export function registrationIn(object: KubeObject): Omit<Registered, keyof Placed> | undefined {
  const templated = { Secret: '', ExternalSecret: 'spec.target.template', SealedSecret: 'spec.template' }[object.kind];
  const labels = textsAt(object, templated === '' ? 'metadata.labels' : `${templated ?? ''}.metadata.labels`);
  if (labels[TYPE] !== 'cluster') return undefined;
  const given = object.kind === 'Secret' ? secretContents(object) : textsAt(object, `${templated ?? ''}.data`);
  const fetched = itemsAt(object, 'spec.data').flatMap((one) => textAt(one, 'secretKey') ?? []);
  const merges = Object.keys(given).length === 0 || textAt(object, 'spec.target.template.mergePolicy') === 'Merge';
  const filled = object.kind === 'SealedSecret' ? Object.keys(fieldsAt(object, 'spec.encryptedData')) : merges ? fetched : [];
  const closed = itemsAt(object, 'spec.dataFrom').length === 0 || (!merges && Object.keys(given).length > 0);
  const known = (key: string): string | undefined => (given[key]?.includes('{{') === true ? undefined : given[key]);
  const path =
    object.kind === 'Secret'
      ? 'stringData' in object
        ? 'stringData'
        : 'data'
      : object.kind === 'SealedSecret'
        ? 'spec.encryptedData'
        : `${templated ?? ''}.data`;
  // A Secret without any data is filled by somebody else.
  const keys = [...Object.keys(given), ...filled];
  return { path, labels, name: known('name'), server: known('server'), keys: closed && keys.length > 0 ? keys : undefined };
}

/** Somebody registers clusters by a command or by Terraform: the Secrets are not all there are. */
export function registersElsewhere(world: World): boolean {
  return world.everywhere.once('clusters registered elsewhere', () =>
    everywhere(world, documentKind('Script'), documentKind('TextFile'), documentKind('Workflow')).some(({ manifest }) =>
      /argocd cluster add|"argocd_cluster"|secret-type/.test(textAt(manifest.object, 'text') ?? ''),
    ),
  );
}
