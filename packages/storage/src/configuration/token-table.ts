import type Database from 'better-sqlite3'
import { hasDigest, newAccessToken, tokenIdOf } from './access-token.js'
import type { Seeds, Token } from './port.js'

type StoredToken = Token & { digest: string }
interface HeldToken {
  token: Token
  digest: Uint8Array
}

/** Access tokens, read at once into memory: one is looked up for every request of a server. */
export class TokenTable {
  private held = new Map<string, HeldToken>()

  constructor(
    private readonly db: Database.Database,
    private readonly seeds: Seeds,
  ) {}

  read(): void {
    const tokens = this.db.prepare<[], StoredToken>('SELECT * FROM tokens ORDER BY created_at_ms, id').all()
    this.held = new Map(
      tokens.map(({ digest, ...token }) => [token.id, { token, digest: Buffer.from(digest, 'hex') }]),
    )
  }

  create(dataset_id: string | null, label: string): Token & { access_token: string } {
    const created_at_ms = this.seeds.now_ms()
    const { id, access_token, digest } = newAccessToken(this.seeds.randomBytes)
    this.db
      .prepare('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)')
      .run(id, dataset_id, label, digest, created_at_ms)
    return { id, dataset_id, label, created_at_ms, revoked_at_ms: null, access_token }
  }

  list(dataset_id?: string): readonly Token[] {
    const tokens = [...this.held.values()].map(({ token }) => token)
    return tokens.filter((token) => dataset_id === undefined || token.dataset_id === dataset_id)
  }

  revoke(id: string): boolean {
    const revoke = this.db.prepare(
      'UPDATE tokens SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL',
    )
    return revoke.run(this.seeds.now_ms(), id).changes === 1
  }

  deleteOf(dataset_id: string): void {
    this.db.prepare('DELETE FROM tokens WHERE dataset_id = ?').run(dataset_id)
  }

  tokenOf(access_token: string): Token | undefined {
    const held = this.held.get(tokenIdOf(access_token) ?? '')
    if (!held || held.token.revoked_at_ms !== null || !hasDigest(access_token, held.digest)) return undefined
    return held.token
  }
}
