/** What every implementation of the domain's ports must do, as test suites: run on the fake and on real Redis alike. */
@NullMarked
package parley.bridge.chat.contract;

import org.jspecify.annotations.NullMarked;
