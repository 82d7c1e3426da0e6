import { documentKind } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { siteFolderCopied } from './site-folder-copied.ts';

const text = (file: string, content: string) => inFile(file, kube(documentKind('TextFile'), { name: file }, { text: content }));
const dockerfile = (run: string, source: string) =>
  text('Dockerfile', `FROM builder AS build\nCOPY . /src\nRUN ${run}\nFROM nginx:1.27\nCOPY --from=build ${source} /srv\n`);
const hugo = (line: string) => text('hugo.toml', `baseURL = "https://blog.example.com/"\ntheme = "x"\n${line}\n`);

ruleCases(siteFolderCopied, {
  accepts: {
    'the usual folder': [dockerfile('hugo --minify', '/src/public'), hugo('')],
    'the folder that is named': [dockerfile('hugo --minify -d /out/www', '/out/www')],
    'the folder of the configuration': [dockerfile('hugo --minify', '/src/docs/'), hugo('publishDir = "docs"')],
    'a folder that is moved': [dockerfile('hugo && mv public dist', '/src/dist')],
    'a tool that the tree does not show': [dockerfile('npm run build', '/src/build')],
    'another file of the stage': [dockerfile('hugo', '/src/nginx.conf')],
  },
  refuses: {
    'a folder that was renamed': {
      given: [dockerfile('hugo --minify', '/src/public'), hugo('publishDir = "docs"')],
      says: 'it copies /src/public, and Hugo writes its pages to docs (publishDir)',
      fix: 'Copy /src/docs, or let Hugo write to public.',
    },
    'the folder of another tool': {
      given: [dockerfile('bundle exec jekyll build', '/src/public')],
      says: 'it copies /src/public, and Jekyll writes its pages to _site',
    },
    'an option that was forgotten': {
      given: [dockerfile('hugo --destination=/out', '/src/public')],
      says: 'it copies /src/public, and Hugo writes its pages to out',
    },
  },
});
