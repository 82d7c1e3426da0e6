import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { dockerfileCopiesExist } from './dockerfile-copies-exist.ts';

const image = (text: string, file = 'api/Dockerfile') => inFile(file, documentObject('TextFile', file, { text }));
const files = ['api/Dockerfile', 'api/main.py', 'api/requirements.txt', 'shared/lib.py', 'go.mod'];

ruleCases(dockerfileCopiesExist, {
  accepts: {
    'files beside it, and at the root': {
      given: [
        image(
          'FROM python:3.12\nCOPY . .\nCOPY main.py requirements.txt ./\nCOPY shared/ shared/\nCOPY --chown=app go.mod .\nCOPY *.py ./\n',
        ),
      ],
      files,
    },
    'stages by name and number, and images': {
      given: [
        image(
          'FROM node:20 AS build\nFROM nginx:1.25\nCOPY --from=build /app/dist /x\nCOPY --from=0 /a /b\nCOPY --from=ghcr.io/acme/tool:1 /t /t\n',
        ),
      ],
      files,
    },
    'what a build makes': { given: [image('FROM eclipse-temurin:21\nCOPY target/app.jar app.jar\nCOPY dist /srv\n')], files },
    'a Dockerfile without its sources': {
      given: [image('FROM x:1\nCOPY src /src\n', 'images/Dockerfile')],
      files: ['images/Dockerfile', 'images/README.md'],
    },
  },
  refuses: {
    'a file that was moved': {
      given: [image('FROM python:3.12\nCOPY requirement.txt .\n')],
      files,
      says: 'it copies requirement.txt, which is not in the tree',
      fix: 'Did you mean "requirements.txt"?',
    },
    'a stage that was renamed': {
      given: [image('FROM node:20 AS build\nRUN make\nFROM nginx:1.25\nCOPY --from=builder /app/dist /x\n')],
      files,
      says: 'it copies from stage builder, and has build',
    },
  },
});
