import { BLOG, WEB, WF } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** How the images of a blog are built and handed on. */
export const homeWorkflows: readonly Mistake[] = [
  slip('The theme of a site is a submodule, and the workflow does not fetch it', 'workflow-fetches-submodules', BLOG, WF, [], {
    added: {
      '.gitmodules':
        '[submodule "site/themes/PaperMod"]\n\tpath = site/themes/PaperMod\n\turl = https://github.com/adityatelange/hugo-PaperMod.git\n',
    },
  }),
  slip('A workflow changes another repository with the token of its own', 'workflow-token-reaches', BLOG, WF, [
    [
      '      - uses: docker/login-action',
      "      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n        with: { repository: example/other-manifests, path: manifests, token: '${{ secrets.GITHUB_TOKEN }}' }\n      - uses: docker/login-action",
    ],
    [
      '          git push\n',
      '          git push\n          cd manifests\n          date > deployed.txt\n          git add -A\n          git commit -m deployed\n          git push\n',
    ],
  ]),
  slip('A condition compares the reference with the name of the branch', 'workflow-branch-runs', BLOG, WF, [
    ['      - name: Tell the manifests\n', "      - name: Tell the manifests\n        if: github.ref == 'main'\n"],
  ]),
  slip('A tag is to be filled in by a shell, and no shell reads it', 'workflow-values-expand', BLOG, WF, [
    ['tags: ghcr.io/example/blog-web:v${{ github.run_number }}\n', 'tags: ghcr.io/example/blog-web:v$GITHUB_RUN_NUMBER\n'],
  ]),
  slip('The name of an image has a capital letter', 'image-name-valid', BLOG, WEB, [
    ['image: ghcr.io/example/blog-web:v84', 'image: ghcr.io/Example/blog-web:v84'],
  ]),
  slip('A variable is exported in one step and read in the next', 'workflow-variables-kept', BLOG, WF, [
    [
      '      - name: Tell the manifests\n',
      '      - name: Choose a tag\n        run: export TAG=v${{ github.run_number }}\n      - name: Tell the manifests\n',
    ],
    ['blog-web:v${{ github.run_number }}|" services', 'blog-web:$TAG|" services'],
  ]),
  slip('A path of a filter begins with a dot, and matches nothing', 'workflow-filters-match', BLOG, WF, [
    ["paths: ['site/**', Dockerfile.web]", "paths: ['./site/**', './Dockerfile.web']"],
  ]),
  slip(
    'A file of a build is named from its context, and is looked for from the root',
    ['workflow-references-exist', 'dockerfile-copies-exist'],
    BLOG,
    WF,
    [],
    {
      added: {
        '.github/workflows/build-was.yml': `name: Build was
on: { push: { branches: [main], paths: ['backend/was/**'] } }
permissions: { contents: read, packages: write }
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: docker/login-action@9780b0c442fbb1117ed29e0efdff1e18412f7567
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ secrets.GITHUB_TOKEN }}' }
      - uses: docker/build-push-action@48aba3b46d1b1fec4febb7c5d0c644b249a11355
        with: { context: backend/was, file: Dockerfile, push: true, tags: 'ghcr.io/example/board-was:v\${{ github.run_number }}' }
`,
        'backend/was/Dockerfile': 'FROM eclipse-temurin:17-jre-alpine\nCOPY app.jar /app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n',
        'backend/was/app.jar': '',
      },
    },
  ),
  slip('A job changes files that it has not checked out', 'workflow-checks-out', BLOG, WF, [
    [
      '      - name: Tell the manifests\n',
      '  deliver:\n    needs: build\n    runs-on: [self-hosted, linux]\n    steps:\n      - name: Tell the manifests\n',
    ],
  ]),
  slip('A machine of GitHub is to reach an address of the house', 'workflow-reaches-network', BLOG, WF, [
    ['runs-on: [self-hosted, linux]', 'runs-on: ubuntu-24.04'],
    [
      '      - name: Check the manifests\n',
      '      - name: Look at the site\n        run: curl -fsS http://192.168.1.200/health\n      - name: Check the manifests\n',
    ],
  ]),
  slip('A workflow sets up Java without saying whose', 'workflow-inputs-given', BLOG, WF, [
    [
      '      - uses: docker/login-action',
      "      - uses: actions/setup-java@c5195efecf7bdfc987ee8bae7a71cb8b11521c00\n        with: { java-version: '17' }\n      - uses: docker/login-action",
    ],
  ]),
  slip('A step hands on a result in the way that was switched off', 'workflow-parts-served', BLOG, WF, [
    [
      '      - name: Tell the manifests\n',
      '      - id: tag\n        run: echo "::set-output name=tag::v${{ github.run_number }}"\n      - name: Tell the manifests\n',
    ],
  ]),
  slip('An image is built with a newer Java than runs it', 'image-stages-fit', BLOG, WF, [], {
    added: {
      'backend/was/Dockerfile':
        'FROM maven:3.9.9-eclipse-temurin-21 AS build\nCOPY pom.xml /src/\nCOPY src /src/src\nWORKDIR /src\nRUN mvn -B package\nFROM eclipse-temurin:17-jre-alpine\nCOPY --from=build /src/target/app.jar /app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n',
      'backend/was/pom.xml': '<project/>\n',
      'backend/was/src/main/java/App.java': 'class App {}\n',
    },
  }),
  slip('An image takes the folder of another tool of builds', 'image-stages-fit', BLOG, WF, [], {
    added: {
      'backend/was/Dockerfile':
        'FROM gradle:8.11-jdk17 AS build\nCOPY . /src\nWORKDIR /src\nRUN gradle bootJar --no-daemon\nFROM eclipse-temurin:17-jre-alpine\nCOPY --from=build /src/target/app.jar /app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n',
      'backend/was/build.gradle': "plugins { id 'java' }\n",
    },
  }),
];
