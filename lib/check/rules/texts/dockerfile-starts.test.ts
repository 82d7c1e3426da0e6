import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { dockerfileStarts } from './dockerfile-starts.ts';

const docker = (end: string, copy = 'COPY . .') =>
  inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: `FROM python:3.11-slim\nWORKDIR /app\n${copy}\n${end}\n` }));
const files = ['web/Dockerfile', 'web/main.py', 'web/app/server.py'];

const scripts = inFile(
  'web/package.json',
  documentObject('Config', 'web/package', { content: { scripts: { build: 'vite build', serve: 'vite preview' } } }),
);

ruleCases(dockerfileStarts, {
  accepts: {
    'scripts that package.json has, or that npm knows by itself': {
      given: [
        docker('CMD ["npm", "run", "serve", "--", "--port", "80"]', 'COPY package*.json ./'),
        docker('CMD ["npm", "start"]'),
        scripts,
      ],
      files: [...files, 'web/server.js'],
    },
    'a script of another package': [docker('CMD ["npm", "run", "api", "--workspace=api"]', 'COPY . .'), scripts],
    'a file that is there': { given: [docker('CMD ["python", "main.py"]')], files },
    'a module that is there': {
      given: [docker('CMD ["uvicorn", "main:app", "--port", "8000"]'), docker('CMD ["gunicorn", "-b", ":80", "app.server:app"]')],
      files,
    },
    'a folder whose sources are not there': { given: [docker('CMD ["python", "main.py"]')], files: ['web/Dockerfile'] },
    'what another stage makes': { given: [docker('CMD ["python", "cli.py"]', 'COPY --from=build /app .')], files },
    'a shell that expands': [docker('CMD ["sh", "-c", "uvicorn main:app --port $PORT"]')],
    'a text, which a shell reads': [docker('CMD uvicorn main:app --port $PORT')],
    'an entry point that expands': [docker('ENTRYPOINT ["/docker-entrypoint.sh"]\nCMD ["serve", "$PORT"]')],
  },
  refuses: {
    'a command that npm does not have': {
      given: [docker('CMD ["npm", "strat"]', 'COPY package*.json ./')],
      says: 'npm has no command "strat"',
      fix: 'Did you mean "start"?',
    },
    'a script that package.json does not have': {
      given: [docker('CMD ["npm", "run", "serv"]', 'COPY package*.json ./'), scripts],
      says: 'npm is to run "serv", and package.json has no such script; it has build, serve',
      fix: 'Did you mean "serve"?',
    },
    'single quotes, which JSON does not have': {
      given: [docker("CMD ['python', 'main.py']")],
      files,
      says: "CMD ['python', 'main.py'] is no list of JSON, which has double quotes",
      fix: 'Write ["python","main.py"].',
    },
    'words without quotes': {
      given: [docker('ENTRYPOINT [python, main.py]')],
      files,
      says: 'ENTRYPOINT [python, main.py] is no list of JSON',
    },
    'a file that was renamed': {
      given: [docker('CMD ["python", "web_service.py"]')],
      files,
      says: 'CMD starts web_service.py, which is not in web; there are app/server.py, main.py',
    },
    'a module that was moved': {
      given: [docker('ENTRYPOINT ["uvicorn", "mains:app"]')],
      files,
      says: 'ENTRYPOINT starts mains.py, which is not in web; there are app/server.py, main.py',
      fix: 'Did you mean "main.py"?',
    },
    'a variable without a shell': {
      given: [docker('CMD ["uvicorn", "main:app", "--port", "$PORT"]')],
      files,
      says: 'CMD has "$PORT" in brackets, where no shell expands it',
      fix: 'Write ["sh", "-c", "exec uvicorn main:app --port $PORT"].',
    },
  },
});
