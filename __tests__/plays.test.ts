import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onStage, questions } from '../bench/plays/questions'
import { temporaryFolder } from './support/temporary-folder'

const folder = temporaryFolder()
const document = readFileSync(join(__dirname, '../docs/plays.md'), 'utf8')

it('the plays have in the document the numbers that the sandboxes give', async () => {
  await onStage(folder.path('.'), async (stage) => {
    for (const [name, answer] of Object.entries(questions)) {
      expect(document).toContain(`<!-- ${name} -->\n\n${await answer(stage)}\n\n<!-- /${name} -->`)
    }
  })
}, 60_000)
