import { findSource } from '../../config-sources.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scriptsOf } from '../../texts/scripts.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';

const KEY = 'AWS_ACCESS_KEY_ID';

export const awsKeysNamed = defineRule({
  id: 'aws-keys-named',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A container that calls AWS and takes all keys of a Secret gets them by the names that AWS clients read.',
  source:
    'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html; https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/#configure-all-key-value-pairs-in-a-secret-as-container-environment-variables',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const sources = itemsAt(container.fields, 'envFrom');
      if (pod === undefined || sources.length === 0) continue;
      const isClient = programOf(container) === 'aws-cli' || wordsOf(container).some(({ value }) => value === 'aws');
      const calls =
        isClient ||
        scriptsOf(manifest, world).some(
          (each) => each.container?.path === container.path && each.script.commands.some(({ name }) => name === 'aws'),
        );
      // A role of the account, or a file that is mounted, needs no variables.
      if (
        !calls ||
        itemsAt(container.fields, 'env').some((each) =>
          /^AWS_(?:ACCESS_KEY_ID|PROFILE|ROLE_ARN|SHARED_CREDENTIALS_FILE|CONFIG_FILE)$/.test(textAt(each, 'name') ?? ''),
        )
      )
        continue;
      if (itemsAt(container.fields, 'volumeMounts').some((each) => /\.aws|secret|cred/i.test(textAt(each, 'mountPath') ?? ''))) continue;
      const keys = sources.map((each) => {
        const [secret, config] = [textAt(each, 'secretRef.name'), textAt(each, 'configMapRef.name')];
        const found =
          secret === undefined
            ? findSource(world, 'ConfigMap', pod.namespace, config ?? '')
            : findSource(world, 'Secret', pod.namespace, secret);
        return { name: secret ?? config ?? '', keys: found?.keys?.map((key) => `${textAt(each, 'prefix') ?? ''}${key}`) };
      });
      if (keys.some((each) => each.keys === undefined || each.keys.includes(KEY))) continue;
      const [first] = keys;
      yield {
        path: `${container.path}.envFrom`,
        message: `the keys of ${first?.name ?? ''} are ${first?.keys?.join(', ') ?? ''}, and AWS clients read ${KEY} and AWS_SECRET_ACCESS_KEY`,
        why: 'The client finds no credentials ("Unable to locate credentials"), and nothing is copied.',
        fix: `Name the keys ${KEY} and AWS_SECRET_ACCESS_KEY, or set the variables one by one from the keys that there are.`,
      };
    }
  },
});
