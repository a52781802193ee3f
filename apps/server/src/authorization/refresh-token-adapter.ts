import { Provider } from 'oidc-provider';
import type { prismaAdapter } from './adapter.ts';

/**
 * Binds a refresh token to the DPoP key its code was redeemed with. RFC 9449 §5 leaves it to the authentication of the
 * client; the key is asked for besides, so that an application’s stolen key alone refreshes nothing.
 */
export const keyBound = (Base: ReturnType<typeof prismaAdapter>) =>
  class RefreshTokenAdapter extends Base {
    override async upsert(...[id, payload, expiresIn]: Parameters<InstanceType<typeof Base>['upsert']>) {
      const jkt = payload.jkt ?? Provider.ctx?.oidc.entities.AccessToken?.jkt;
      if (typeof jkt !== 'string') throw new Error('a refresh token without a DPoP key');
      await super.upsert(id, { ...payload, jkt }, expiresIn);
    }
  };
