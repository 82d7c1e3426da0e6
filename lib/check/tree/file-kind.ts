/** How a file is read. */
export type FileKind = 'yaml' | 'workflow' | 'markdown' | 'aside' | 'script' | 'text' | undefined;

/** Settings of editors and package managers: JSON with comments, or nothing that a platform runs. */
const OF_TOOLS =
  /(?:^|\/)(?:\.vscode|\.devcontainer|\.idea)\/|(?:^|\/)(?:package-lock|tsconfig[^/]*|jsconfig|composer\.lock|deno)\.jsonc?$|(?:^|\/)(?:pnpm-lock|yarn\.lock)\.ya?ml$/;

/** What the name of a file says about its content; nothing for files that no rule reads. */
export function fileKind(file: string, markdown: boolean): FileKind {
  if (OF_TOOLS.test(file)) return undefined;
  if (/(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(file)) return 'workflow';
  if (/\.(?:ya?ml|json)$/i.test(file) || /(?:^|\/)Kustomization$/.test(file)) return 'yaml';
  if (/\.(?:sh|bash)$/.test(file)) return 'script';
  if (
    /\.(?:tf|tfvars|hcl|tftpl)$|\.(?:sh|ya?ml|conf|cfg)\.tpl$|(?:^|\/)\.env(?:\.\w+)?$|(?:^|\/)(?:[^/]*\.)?(?:Dockerfile|Containerfile)(?:\.[^/]*)?$|(?:^|\/)(?:Makefile|Vagrantfile|Chart\.lock|config\.toml|\.dockerignore|\.gitmodules|go\.mod|requirements[\w.-]*\.txt)$|(?:^|\/)(?:hosts|inventory)[^/]*\.ini$/.test(
      file,
    )
  )
    return 'text';
  if (!/\.(?:md|markdown)$/i.test(file)) return undefined;
  return markdown ? 'markdown' : 'aside';
}

/** Largest file that is read. Unit: bytes. The largest bundles of definitions have some 5 MB. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** Made once: a decoder takes longer to make than a file of usual size to decode. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file, in UTF-8, or in UTF-16 where its first bytes say so; `undefined` for what is no text. */
export function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  return UTF8.decode(bytes);
}
