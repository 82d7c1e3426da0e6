import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { ImageRef } from '../values/image-ref.ts';
import type { Resources } from '../values/resources.ts';
import type { SecretKey } from './secret-key.ts';

/** Backends of the definition of which one is used here. @see https://github.com/k8sgpt-ai/k8sgpt-operator */
export type K8sGptBackend = 'openai' | 'google';

export interface K8sGptAnalysisProps {
  /** Name of the object, and of the Deployment and the Service that the operator makes of it. */
  readonly name: string;
  readonly namespace: string;
  readonly backend: K8sGptBackend;
  readonly model: string;
  /** Key of the provider. */
  readonly key: SecretKey;
  /** The program, with a tag: the definition knows no digest. */
  readonly image: ImageRef;
  /** What its pod asks for; the operator's own figures are 0.2 CPU and 256Mi. */
  readonly resources: Resources;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** `core.k8sgpt.ai/v1alpha1`, as far as it is used; there is no class of it among the imports. */
interface Spec {
  readonly ai: {
    readonly enabled: boolean;
    readonly backend: K8sGptBackend;
    readonly model: string;
    readonly anonymized: boolean;
    readonly language: string;
    readonly secret: { readonly name: string; readonly key: string };
  };
  readonly noCache: boolean;
  readonly repository: string;
  readonly version: string;
  readonly imagePullPolicy: string;
  readonly resources: ReturnType<Resources['toJson']>;
}

/**
 * One program that looks for what is wrong in the cluster and asks a language model about it. Names and labels of objects
 * are masked before they leave the cluster (seed 004, section 19). Throws InputError for an image without a tag.
 */
export class K8sGptAnalysis extends Construct {
  constructor(scope: Construct, id: string, props: K8sGptAnalysisProps) {
    super(scope, id);
    const { name, namespace, backend, model, key, image, resources, annotations = {} } = props;
    if (image.tag === undefined)
      throw new InputError(`${this.node.path} image`, `${image.text} has no tag`, 'Name one: the operator puts the name together with it.');
    const spec: Spec = {
      ai: { enabled: true, backend, model, anonymized: true, language: 'english', secret: { name: key.secret.name, key: key.key } },
      noCache: false,
      repository: image.repository,
      version: image.tag,
      imagePullPolicy: 'IfNotPresent', // the operator's own is Always: without the registry no restart
      resources: resources.toJson(),
    };
    new ApiObject(this, 'Resource', {
      apiVersion: 'core.k8sgpt.ai/v1alpha1',
      kind: 'K8sGPT',
      metadata: { name, namespace, annotations: { ...annotations } },
      spec,
    });
  }
}
