/** A server that its authors made for one developer, and what takes its place. */
interface DevelopmentServer {
  readonly line: RegExp;
  readonly fix: string;
}

const STATIC = 'Build the pages in a stage of the Dockerfile, and serve them with nginx.';
const START = 'Build in a stage of the Dockerfile, and start what was built (node server.js, next start).';
const PYTHON = 'Start it with gunicorn or uvicorn, without --reload.';
const RUNNER = String.raw`^(?:npx |bunx |pnpm (?:exec |dlx )?|yarn (?:run )?|bun (?:run )?|(?:\./)?node_modules/\.bin/)?`;

/** By the documentation of each, which warns of it. */
const SERVERS: readonly DevelopmentServer[] = [
  { line: /^hugo (?:server|serve)\b/, fix: STATIC },
  { line: /^(?:bundle exec )?jekyll serve\b/, fix: STATIC },
  { line: /^mkdocs serve\b/, fix: STATIC },
  { line: /^(?:npm|pnpm|yarn|bun)(?: run)? (?:dev|develop|start:dev|serve:dev|watch)\b(?!:prod)/, fix: START },
  { line: new RegExp(`${RUNNER}(?:next|nuxt|nuxi|astro|remix|gatsby) dev(?:elop)?\\b`), fix: START },
  { line: new RegExp(`${RUNNER}vite(?: dev| serve| preview)?(?: -.*)?$`), fix: STATIC },
  { line: new RegExp(`${RUNNER}(?:ng serve|react-scripts start|webpack serve|webpack-dev-server|vue-cli-service serve)\\b`), fix: STATIC },
  { line: new RegExp(`${RUNNER}(?:nodemon|ts-node-dev|tsx watch)\\b`), fix: 'Start it with node, without the watcher.' },
  { line: /^(?:python3? -m )?flask (?:-\S+ \S+ )*run\b/, fix: PYTHON },
  { line: /^(?:python3? )?(?:\S*\/)?manage\.py runserver\b/, fix: PYTHON },
  { line: /^(?:uvicorn|gunicorn|hypercorn|fastapi)\b.*\s--reload\b/, fix: PYTHON },
  { line: /^fastapi dev\b/, fix: 'Write fastapi run, or start it with uvicorn.' },
  { line: /^php (?:artisan serve|-S)\b/, fix: 'Start php-fpm behind nginx, or an image with Apache.' },
  {
    line: /^(?:\.\/)?(?:mvnw?|gradlew?)\b.*\b(?:spring-boot:run|bootRun|quarkus:dev|quarkusDev)\b/,
    fix: 'Build the jar in a stage of the Dockerfile, and start it with java -jar.',
  },
  { line: /^dotnet watch\b/, fix: 'Publish in a stage of the Dockerfile, and start the result with dotnet.' },
];

/** The server for development that a command line starts. */
export function developmentServer(words: readonly string[]): { readonly line: string; readonly fix: string } | undefined {
  const [program = '', ...rest] = words;
  const name =
    program.startsWith('node_modules/') || program.startsWith('./node_modules/') || program.startsWith('./')
      ? program
      : program.replace(/^.*\//, '');
  const line = [name, ...rest].join(' ');
  const found = SERVERS.find((each) => each.line.test(line));
  return found === undefined ? undefined : { line: line.length > 60 ? `${line.slice(0, 60)}…` : line, fix: found.fix };
}

/** Names of what is made for developers: nothing is said of it. */
export function isForDevelopers(name: string): boolean {
  return /(^|[^a-z0-9])(dev|devel|develop|development|local|localhost|test|tests|sandbox|example|examples|playground|devcontainer)([^a-z0-9]|$)/i.test(
    name,
  );
}
