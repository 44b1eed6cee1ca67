@NullMarked
package parley.app.service;

import org.jspecify.annotations.NullMarked;
