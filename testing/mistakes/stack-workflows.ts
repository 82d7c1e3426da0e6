import type { Mistake } from './mistake.ts';
import { astray } from './stack-parts.ts';

const CI = '.github/workflows/ci.yml';
const CD = '.github/workflows/cd.yml';
const GO = '.github/workflows/go.yml';
const BUILD = '          platforms: linux/amd64,linux/arm64\n';
const EDIT = '            kustomize edit set image "acme/$service:main-${SHA::7}"\n';

/** Workflows and the bots that keep versions. */
export const stackWorkflows: readonly Mistake[] = [
  astray({ name: 'The filter of a service names a folder that is written otherwise', caughtBy: 'workflow-references-exist' }, [
    [CI, 'load-balancer: ["services/load-balancer/**"]', 'load-balancer: ["services/loadbalancer/**"]'],
  ]),
  astray({ name: 'The delivery edits a line that the file does not have', caughtBy: 'edit-finds-place' }, [
    [CD, EDIT, '            sed -i "s|image: acme/$service:.*|image: acme/$service:main-${SHA::7}|" kustomization.yaml\n'],
  ]),
  astray({ name: 'The delivery gives the tag as a new name of the image', caughtBy: 'kustomize-edit-meant' }, [
    [CD, EDIT, '            kustomize edit set image "acme/$service=main-${SHA::7}"\n'],
  ]),
  astray({ name: 'The delivery writes into an entry of a list by its number', caughtBy: 'edit-finds-place', partly: true }, [
    [CD, EDIT, '            TAG="main-${SHA::7}" yq -i ".images[7].newTag = strenv(TAG)" kustomization.yaml\n'],
  ]),
  astray({ name: 'The delivery writes with yq where the file has a list', caughtBy: 'edit-finds-place' }, [
    [CD, EDIT, '            TAG="main-${SHA::7}" yq -i ".image.tag = strenv(TAG)" kustomization.yaml\n'],
  ]),
  astray({ name: 'Pull requests write a cache into the registry without logging in', caughtBy: 'workflow-logs-in' }, [
    [CI, BUILD, `${BUILD}          cache-to: type=registry,ref=acme/\${{ matrix.service }}:cache,mode=max\n`],
  ]),
  astray({ name: 'An image of two platforms is loaded into one', caughtBy: 'workflow-platforms-built' }, [
    [CI, "          push: ${{ github.event_name == 'push' }}\n", '          load: true\n'],
  ]),
  astray({ name: 'The version of Go is read from a module that lies elsewhere', caughtBy: 'workflow-reads-files' }, [
    [GO, 'go-version-file: "services/${{ matrix.service }}/go.mod"', 'go-version-file: go.mod'],
  ]),
  astray({ name: 'The key of a cache hashes a file that is not there', caughtBy: 'workflow-reads-files' }, [
    [GO, "hashFiles('services/*/go.mod')", "hashFiles('go.mod')"],
  ]),
  astray({ name: 'A step reads a column that the matrix does not have', caughtBy: 'workflow-matrix-known' }, [
    [CI, 'context: services/${{ matrix.service }}', 'context: ${{ matrix.context }}'],
  ]),
  astray({ name: 'Images are pushed to the registry of GitHub without the right to write packages', caughtBy: 'workflow-permissions' }, [
    [
      CI,
      '        with: { username: acme, password: "${{ secrets.DOCKERHUB_TOKEN }}" }',
      '        with: { registry: ghcr.io, username: "${{ github.actor }}", password: "${{ secrets.GITHUB_TOKEN }}" }',
    ],
    [CI, 'tags: acme/', 'tags: ghcr.io/acme/'],
    [CI, 'image-ref: acme/', 'image-ref: ghcr.io/acme/'],
    [CD, 'set image "acme/$service:', 'set image "acme/$service=ghcr.io/acme/$service:'],
  ]),
  astray(
    { name: 'A push stops the build of the push before, whose services nobody builds then', caughtBy: 'workflow-run-spared', partly: true },
    [
      [
        CI,
        'permissions: { contents: read }\njobs:',
        'permissions: { contents: read }\nconcurrency: { group: "${{ github.workflow }}-${{ github.ref }}", cancel-in-progress: true }\njobs:',
      ],
    ],
  ),
  astray({ name: 'The jobs of a matrix push to one branch at the same time', caughtBy: 'workflow-run-spared', partly: true }, [
    [
      CD,
      "    if: github.event.workflow_run.conclusion == 'success'\n",
      "    if: github.event.workflow_run.conclusion == 'success'\n    strategy:\n      matrix: { service: [user-service, auth-service, blog-service, api-gateway] }\n",
    ],
    [
      CD,
      '          for service in $(git diff --name-only "$SHA^" "$SHA" -- ../../../services | cut -d/ -f2 | sort -u); do\n            kustomize edit set image "acme/$service:main-${SHA::7}"\n          done\n',
      '          kustomize edit set image "acme/${{ matrix.service }}:main-${SHA::7}"\n',
    ],
  ]),
  astray({ name: 'A workflow reads another file as the one that starts it', caughtBy: 'workflow-references-exist' }, [
    [GO, '    steps:\n', '    steps:\n      - uses: ./.github/actions/setup-go\n'],
  ]),
  astray({ name: 'Versions of images are watched in a folder without a Dockerfile', caughtBy: 'dependabot-folders-exist' }, [
    ['.github/dependabot.yml', 'package-ecosystem: docker, directory: /services/user-service', 'package-ecosystem: docker, directory: /'],
  ]),
  astray({ name: 'Versions of a module are watched in a folder that was renamed', caughtBy: 'dependabot-folders-exist' }, [
    ['.github/dependabot.yml', 'directory: /services/api-gateway', 'directory: /services/gateway'],
  ]),
  astray({ name: 'Renovate reads manifests in a folder that was renamed', caughtBy: 'renovate-files-match' }, [
    ['renovate.json', '^k8s-manifests/.+', '^k8s/.+'],
  ]),
  astray({ name: 'Renovate asks for Applications without saying which files they are', caughtBy: 'renovate-files-match' }, [
    ['renovate.json', '  "argocd": { "fileMatch": ["^argocd/applications/.+\\\\.yaml$"] },\n', ''],
  ]),
];
