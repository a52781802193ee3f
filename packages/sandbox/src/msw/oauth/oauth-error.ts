/** An error of an OAuth endpoint (RFC 6749 §5.2). */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  /** Code, such as `invalid_grant`. */
  readonly error: string;
  /** Further members of the body. */
  readonly members: object;

  /** @param description What is wrong, for the developer, in ASCII; the server itself says less. */
  constructor(error: string, description: string, members: object = {}, options?: ErrorOptions) {
    super(description, options);
    this.error = error;
    this.members = members;
  }

  get status(): number {
    return this.error === 'invalid_client' ? 401 : 400;
  }

  get body(): object {
    return { error: this.error, error_description: this.message, ...this.members };
  }
}
