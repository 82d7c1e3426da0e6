import { COMMANDS, main } from '../../cli/main.ts';

async function help(...argv: string[]): Promise<string> {
  let out = '';
  const stdout = { write: (text: string) => void (out += text) };
  const code = await main([...argv, '--help'], {
    stdout,
    stderr: stdout,
    env: {},
  });
  return `${out}(code ${code})`;
}

test('every command has help with at least one example that calls it', async () => {
  const texts = await Promise.all(COMMANDS.map(({ name }) => help(name)));

  const examples = texts.map((text) => text.slice(text.indexOf('Examples:\n')).split('\n').slice(1, -1));
  expect(texts.every((text) => text.endsWith('(code 0)'))).toBe(true);
  expect(examples.map((lines, index) => lines.every((line) => line.startsWith(`  $ slipway ${COMMANDS[index]?.name ?? ''}`)))).toEqual(
    COMMANDS.map(() => true),
  );
});

test('the program', async () => {
  const text = await help();

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway [options] [command]

    Synthesizes, proves and delivers the Kubernetes manifests of several clusters.

    Options:
      --version                                print the version
      --no-color                               no colours, even on a terminal (as NO_COLOR does)
      -h, --help                               show this help

    Commands:
      synth [options]                          Synthesize the manifests of every cluster, and write them to dist/.
      diff [options]                           Show what \`deliver\` would change in the GitOps repository.
      plan [options]                           Show what a delivery would do: changes, what Argo CD will do about them, and
                                               what has to be confirmed.
      deliver [options]                        Synthesize, prove and write the manifests, and commit them to the GitOps
                                               repository.
      bump [options] <CLUSTER> [IMAGE=TAG...]  Give images of a cluster other tags, in its inventory.
      rollback [options]                       Bring back what was delivered at an earlier commit of the GitOps repository.
      history [options]                        Show what was delivered when, and what each delivery did to an object.
      comment [options] <FILE>                 Put a text on a pull request at GitHub, in the place of the one that was put
                                               there before.
      context [options] <DIR>                  Write the objects that third-party charts create, for tools that judge the
                                               manifests.
      check [options] <PATH> [PATHS...]        Find the mistakes in any Kubernetes manifests, ours or not, without a
                                               cluster.
      rules [options]                          List the rules that check asks.
      explain [options] <TOPIC> [CLUSTER...]   Say why a rule of check is asked, or whether the nodes of a cluster are large
                                               enough.

    Exit codes:
      0  nothing to say
      1  findings or differences
      2  your input: an option, an inventory, a proof that fails
      3  the world: network, permissions, a branch that moved
      70 a mistake in slipway

    Start here:
      $ slipway synth
      $ slipway diff
      $ slipway deliver
    (code 0)"
  `);
});

test('synth', async () => {
  const text = await help('synth');

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway synth [options]

    Synthesize the manifests of every cluster, and write them to dist/.

    Writes one file an object, or nothing at all when an inventory or a construct refuses. Files of your own in dist/ stay.
    The rules are asked with --prove, by \`slipway check\`, and always before a delivery.

    Options:
      --clusters <DIR>  folder of the inventories, one YAML file a cluster (default: "clusters")
      --cluster <NAME>  only this cluster; may be repeated
      --dist <DIR>      folder that receives <cluster>/<app>/<kind>.<name>.yaml (default: "dist")
      --prove           ask every rule first, and write nothing when one finds an error
      --no-color        no colours, even on a terminal (as NO_COLOR does)
      -h, --help        show this help

    Examples:
      $ slipway synth
      $ slipway synth --prove
      $ slipway synth --cluster homelab
      $ slipway synth --clusters other/clusters --dist other/dist
    (code 0)"
  `);
});

test('diff', async () => {
  const text = await help('diff');

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway diff [options]

    Show what \`deliver\` would change in the GitOps repository.

    Writes nothing anywhere. The exit code is 1 when there are differences, 0 when there are none.

    Options:
      --clusters <DIR>              folder of the inventories, one YAML file a cluster (default: "clusters")
      --cluster <NAME>              only this cluster; may be repeated
      --dist <DIR>                  as of synth and deliver, so that all take the same options; nothing is written there
                                    (default: "dist")
      --app <NAME>                  only this app; may be repeated
      --target <PATH|URL|github:…>  GitOps repository: a bare one here, made on first use, a git URL, or github:OWNER/REPO
                                    for its API (docs/github.md) (default: ".slipway/k8s-manifests.git")
      --branch <NAME>               branch that Argo CD watches (default: "main")
      --folder <DIR>                folder of the repository that is ours, with a ledger of its own; the whole by default
                                    (default: "")
      --environment-branches        each cluster has its own branch, environment/<cluster>; all move, or none
      --next                        with --environment-branches: the branches that are proposed, environment/<cluster>-next
      --take                        as \`deliver --take\` would do it: files of ours that somebody edited there are
                                    overwritten
      --json                        print the changes as JSON (docs/commands.md)
      --no-color                    no colours, even on a terminal (as NO_COLOR does)
      -h, --help                    show this help

    Examples:
      $ slipway diff
      $ slipway diff --cluster homelab --app blog-system
      $ slipway diff --json | jq -r ".changes[].path"
    (code 0)"
  `);
});

test('deliver', async () => {
  const text = await help('deliver');

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway deliver [options]

    Synthesize, prove and write the manifests, and commit them to the GitOps repository.

    Makes one commit with everything that changed, or none. Files in the repository that slipway did not write are never
    touched. With --cluster, what belongs to other clusters stays as it is there. Removals that cannot be undone have to be
    confirmed by name.

    Options:
      --clusters <DIR>               folder of the inventories, one YAML file a cluster (default: "clusters")
      --cluster <NAME>               only this cluster; may be repeated
      --dist <DIR>                   folder that receives <cluster>/<app>/<kind>.<name>.yaml (default: "dist")
      --target <PATH|URL|github:…>   GitOps repository: a bare one here, made on first use, a git URL, or github:OWNER/REPO
                                     for its API (docs/github.md) (default: ".slipway/k8s-manifests.git")
      --branch <NAME>                branch that Argo CD watches (default: "main")
      --folder <DIR>                 folder of the repository that is ours, with a ledger of its own; the whole by default
                                     (default: "")
      --allow-remove <NAME>          confirm a removal: KIND/NAME, KIND/NAMESPACE/NAME, app:CLUSTER/APP or cluster:CLUSTER;
                                     may be repeated
      --max-removal-share <PERCENT>  objects of an app that may go unasked (default: "30")
      --author <"NAME <MAIL>">       author of the commit, in place of the one that git is configured with
      --sign                         sign the commit as git is configured (SSH, GPG), as commit.gpgSign does
      --pull-request                 deliver by a pull request to the branch; needs a target github:OWNER/REPO
      --pr-branch <NAME>             branch that the pull request comes from, slipway's alone (default: slipway/<branch>)
      --hydrator                     say in hydrator.metadata and a note which commit of the sources it is, for GitOps
                                     Promoter (docs/ci.md)
      --environment-branches         each cluster has its own branch, environment/<cluster>; all move, or none
      --next                         with --environment-branches: the branches that are proposed, environment/<cluster>-next
      --force <REASON>               go on although the proof finds errors; the reason stands in the commit
      --plan <FILE>                  deliver exactly this plan (\`plan --out\`), without synthesizing
      --message <TEXT>               the commit's message, in place of one that says what changed
      --take                         overwrite files of ours that somebody edited in the repository
      --json                         print the delivery as JSON (docs/commands.md)
      --no-color                     no colours, even on a terminal (as NO_COLOR does)
      -h, --help                     show this help

    Examples:
      $ slipway deliver
      $ slipway deliver --cluster homelab --message "Release 85"
      $ slipway deliver --target git@github.com:owner/k8s-manifests.git --branch main
      $ slipway deliver --plan plan.json --allow-remove Namespace/attic
      $ slipway deliver --target github:owner/k8s-manifests --pull-request
      $ slipway deliver --target git@github.com:owner/k8s-manifests.git --environment-branches --next --hydrator
    (code 0)"
  `);
});

test('context', async () => {
  const text = await help('context');

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway context [options] <DIR>

    Write the objects that third-party charts create, for tools that judge the manifests.

    Services, pods and classes that Helm charts make are no part of dist/, yet manifests refer to them. This writes what the
    proof knows of them: DIR/<cluster>/<kind>.<namespace>.<name>.yaml. Never apply these files.

    Arguments:
      DIR               folder for the objects; made when it is missing

    Options:
      --clusters <DIR>  folder of the inventories, one YAML file a cluster (default: "clusters")
      --cluster <NAME>  only this cluster; may be repeated
      --no-color        no colours, even on a terminal (as NO_COLOR does)
      -h, --help        show this help

    Examples:
      $ slipway context build/context
      $ slipway context build/context --cluster homelab
    (code 0)"
  `);
});

test('explain', async () => {
  const text = await help('explain');

  expect(text).toMatchInlineSnapshot(`
    "Usage: slipway explain [options] <TOPIC> [CLUSTER...]

    Say why a rule of check is asked, or whether the nodes of a cluster are large enough.

    A rule of check: what happens without it, how to fix it, and where it comes from. capacity: requests and limits by
    namespace, sidecars and DaemonSets included, compared with the nodes: at rest, while all of ours is released, with
    autoscalers at their maximum, and all of it with one worker gone. The exit code is 1 when a pod finds no place at rest
    or in a release although every node is there.

    Arguments:
      TOPIC             a rule, or capacity
      CLUSTER           only these clusters, as with --cluster

    Options:
      --clusters <DIR>  folder of the inventories, one YAML file a cluster (default: "clusters")
      --cluster <NAME>  only this cluster; may be repeated
      --json            print the figures of capacity as JSON (docs/capacity.md)
      --no-color        no colours, even on a terminal (as NO_COLOR does)
      -h, --help        show this help

    Examples:
      $ slipway explain service-selects-pods
      $ slipway explain capacity homelab
      $ slipway explain capacity --json | jq -r ".clusters[].scenarios[].first"
    (code 0)"
  `);
});
