/// The product as OpenID provider for relying services.
@NullMarked
package sportello.web.openid;

import org.jspecify.annotations.NullMarked;
