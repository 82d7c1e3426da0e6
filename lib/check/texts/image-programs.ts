/** Bases without a shell and without any program. */
export const EMPTY_BASE =
  /^(scratch|(gcr\.io|cgr\.dev|registry\.k8s\.io)\/(distroless|chainguard)\/(?!.*(busybox|debug|-dev))|gcr\.io\/distroless\/(?!.*debug))/;
/** Programs that bases leave out, and Dockerfiles install where they need them. */
const LACKS: readonly (readonly [base: RegExp, programs: ReadonlySet<string>])[] = [
  // Some official images bring them along.
  [/^(?!.*(nginx|php|postgres|httpd|curl|git|docker)).*alpine/, new Set(['bash', 'curl', 'jq'])],
  [/^(?!.*nginx).*slim/, new Set(['curl', 'wget', 'nc', 'ps', 'jq', 'netstat'])],
  [/^(library\/)?(debian|ubuntu)(:|$)/, new Set(['curl', 'wget', 'nc', 'jq'])],
];

/** Programs that a base leaves out; `undefined` where nobody knows. */
export function lackedBy(base: string): ReadonlySet<string> | undefined {
  return LACKS.find(([pattern]) => pattern.test(base))?.[1];
}

/** An instruction speaks of it: it is installed, copied or built. */
export function isPutIn(instructions: string, program: string): boolean {
  return new RegExp(`^\\s*(RUN|COPY|ADD)\\b.*(?<![\\w-])${program.replace(/[.+]/g, '\\$&')}(?![\\w-])`, 'im').test(
    instructions.replace(/^\s*(HEALTHCHECK|CMD|ENTRYPOINT)\b.*$/gim, ''),
  );
}
